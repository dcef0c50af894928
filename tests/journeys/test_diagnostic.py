"""Bruno by keyboard alone: the diagnostic off and on, a target, statements by key, a pause, another device, the end."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.keyboard import focused, reach

HOME = "/apprentissage/diagnostic/"


def test_from_the_notice_to_the_result_with_a_pause_between(enter: Callable[..., Page], accessible: Callable[..., None]):
    bruno = enter("Bruno")
    switch_off_and_on(bruno)
    run = choose_own_profile(bruno)
    expect(bruno.locator("#statement")).to_be_focused()
    accessible(bruno)
    why(bruno)
    for key in "3210":
        answer(bruno, key)
    expect(bruno.locator("#question-said")).to_contain_text("Réponse gardée.")
    correct_the_last(bruno)

    reach(bruno, f"a[href='{HOME}'].btn")
    bruno.keyboard.press("Enter")
    expect(bruno.get_by_role("main")).to_contain_text("4 réponses gardées.")

    elsewhere = enter("Bruno", phone=True)
    elsewhere.goto(HOME)
    elsewhere.get_by_role("link", name="Reprendre").click()
    expect(elsewhere.locator(".statement-progress")).to_contain_text("Énoncé 5")
    asked = answer_to_the_end(elsewhere)
    assert 2 * 20 <= asked <= 90
    expect(elsewhere).to_have_url(f"{run}resultat/")
    elsewhere.goto(f"{run}reponses/")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Mes réponses")

    # A late tab is told, and what was made here is taken away again.
    bruno.goto(run)
    expect(bruno).to_have_url(f"{run}resultat/")
    bruno.goto(f"{run}supprimer/")
    bruno.get_by_role("button", name="Supprimer", exact=True).click()
    expect(bruno.get_by_role("main")).to_contain_text("Mon dernier résultat")


def switch_off_and_on(page: Page) -> None:
    """Off says what is kept; on asks to read the notice again."""
    page.goto(HOME)
    reach(page, "form[action$='/activer/'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Vos réponses et vos résultats sont gardés")
    expect(page.get_by_role("main")).to_contain_text("Qui voit quoi")
    reach(page, "button[name=choix][value=oui]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Mon dernier résultat")


def choose_own_profile(page: Page) -> str:
    """The address of the run that begins."""
    reach(page, "a[href$='/diagnostic/nouveau/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+ compétences · environ \d+ énoncés"))
    reach(page, "input[name=compter]")
    page.keyboard.press("ArrowDown")
    reach(page, "form.card button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/diagnostic/\d+/$"))
    return page.url


def answer(page: Page, key: str) -> None:
    """Press the key inside the form; the focus lands on the next statement."""
    before = page.locator("#statement").inner_text()
    page.keyboard.press(key)
    expect(page.locator("#statement")).not_to_have_text(before)
    expect(page.locator("#statement")).to_be_focused()


def why(page: Page) -> None:
    reach(page, "#question details summary")
    page.keyboard.press("Enter")
    expect(page.locator("#question details").last).to_contain_text("Vous visez")
    # A key outside the form answers nothing.
    page.keyboard.press("3")
    assert focused(page).startswith("SUMMARY")
    expect(page.locator(".statement-progress")).to_contain_text("Énoncé 1")
    page.locator("#statement").focus()


def correct_the_last(page: Page) -> None:
    reach(page, "a[href*='suite=enonces']")
    page.keyboard.press("Enter")
    expect(page.locator("#statement")).to_be_focused()
    page.keyboard.press("2")
    page.wait_for_url(re.compile(r"/diagnostic/\d+/$"))
    expect(page.locator(".toasts")).to_contain_text("Votre réponse est corrigée.")


def answer_to_the_end(page: Page) -> int:
    """Press until the run is over; returns how many statements there were."""
    statement = re.compile(r"/diagnostic/\d+/$")
    place = 0
    while statement.search(page.url):
        place += 1
        number = page.locator("input[name=place]").input_value()
        page.locator("button.answer").nth(2 if place % 3 else 1).click()
        page.wait_for_function(
            "number => document.querySelector('input[name=place]')?.value !== number && document.readyState === 'complete'",
            arg=number,
        )
    return int(number)
