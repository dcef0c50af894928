"""By keyboard alone: Chloé opens a space and fills its shelf, David keeps an event, Malik settles what he is told."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.keyboard import focused, reach


def test_a_space_its_shelf_and_how_much_one_hears(enter: Callable[..., Page]):
    mark = secrets.token_hex(3)
    page = enter("Chloé")
    page.goto("/communaute/espaces/")
    reach(page, "a[href$='/communaute/espaces/nouveau/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/communaute/espaces/nouveau/")

    reach(page, "#id_kind")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("ArrowDown")  # another kind fills the form anew: the focus stays where it was
    expect(page.locator("#id_kind")).to_be_focused()
    reach(page, "#id_name")
    page.keyboard.type(f"Au clavier {mark}")
    reach(page, "#id_summary")
    page.keyboard.type(f"Un espace que l’on ouvre sans souris, {mark}.")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#id_name")).to_have_count(1)  # what resembles it came where it belongs, not the form anew
    reach(page, "input[name=access]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=access]:focus")).to_be_checked()
    reach(page, "#space-form > .form-actions button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/communaute/espaces/au-clavier-{mark}/"))

    page.goto(f"/communaute/espaces/au-clavier-{mark}/etagere/ajouter/")
    reach(page, "#id_title")
    page.keyboard.type("Le guide")
    reach(page, "#id_url")
    page.keyboard.type("https://exemple.test/guide")
    page.keyboard.press("Enter")
    page.wait_for_url("**/etagere/")
    expect(page.get_by_role("main").get_by_role("link", name="Le guide", exact=True)).to_be_visible()

    page.goto(f"/communaute/espaces/au-clavier-{mark}/")
    reach(page, "select[name=niveau]")
    with page.expect_response(re.compile("/niveau/")):
        page.keyboard.press("ArrowDown")
    expect(page.locator("select[name=niveau]")).to_be_visible()
    assert focused(page).startswith("SELECT"), focused(page)


def test_a_place_at_an_event_and_a_bookmark(enter: Callable[..., Page]):
    page = enter("David")
    page.goto("/communaute/evenements/")
    reach(page, "main ul.rows a.title, main .event-row a", most=40)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/communaute/evenements/\d+/$"))
    keep = page.get_by_role("button", name=re.compile("Garder|Gardé"))
    before = keep.get_attribute("aria-pressed")
    reach(page, "form[action*='signet'] button, button[hx-post*='signet']")
    with page.expect_response(re.compile("signet")):
        page.keyboard.press("Enter")
    expect(keep).not_to_have_attribute("aria-pressed", before or "")
    assert focused(page).startswith("BUTTON"), focused(page)


def test_how_one_is_told(enter: Callable[..., Page]):
    page = enter("Malik")
    page.goto("/notifications/preferences/")
    reach(page, "main select", most=80)
    page.keyboard.press("ArrowDown")
    reach(page, "main form button[type=submit], main form button:not([type])", most=120)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=re.compile("enregistré", re.IGNORECASE)).first).to_be_visible()
