"""Tab until there, as somebody without a mouse does, seeing at every stop where the focus is."""

from playwright.sync_api import Page

# Where the focus is shown: on the element, or on what holds it (a box around a field, a card around a radio button).
_SHOWN = """() => {
  for (let one = document.activeElement, up = 0; one && up < 4; one = one.parentElement, up += 1) {
    const style = getComputedStyle(one);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return "";
  }
  const one = document.activeElement;
  return `${one.tagName} ${one.id} ${one.className} ${one.textContent.trim().slice(0, 40)}`;
}"""


def reach(page: Page, selector: str, *, most: int = 60) -> None:
    """Press Tab until the element has the focus. Every stop on the way shows where it is, and none is lost in nothing."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            continue  # round the end of the page, through the browser's own bar
        hidden = page.evaluate(_SHOWN)
        assert hidden == "", f"{page.url}: le focus ne se voit pas sur {hidden}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{page.url}: {selector} n’est pas atteint par la touche Tab")


def focused(page: Page) -> str:
    """What has the focus: its tag, its id and its name."""
    return str(page.evaluate("() => [document.activeElement.tagName, document.activeElement.id].join(' ')"))
