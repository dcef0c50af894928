"""axe-core on the page that is open, WCAG 2.2 AA."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent.parent
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def check_accessibility(page: Page, *, only: list[str] | None = None, exclude: list[str] | None = None) -> None:
    """Fails with each violation, the rule and the element. `only`: these rules alone (contrast again in the dark)."""
    page.evaluate(_source())
    options = {"runOnly": {"type": "rule", "values": only}} if only else {"runOnly": {"type": "tag", "values": _RULES}}
    context = {"exclude": [[selector] for selector in exclude]} if exclude else None
    found = page.evaluate(
        "([context, options]) => axe.run(context || document, options).then(r => r.violations)", [context, options]
    )
    faults = [
        f"{violation['id']}: {violation['help']} — {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for violation in found
        for node in violation["nodes"]
    ]
    assert faults == [], f"{page.url}\n" + "\n".join(faults)
