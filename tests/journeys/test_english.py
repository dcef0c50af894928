"""English: behind the administrator's switch, then each member's choice; complete and accessible on a sample of pages."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

SAMPLE = {
    "/": "Home",
    "/communaute/espaces/accessibilite-numerique/": "Accessibilité numérique",
    "/communaute/fils/nouveau/?genre=question": "Ask",
    "/membres/": "Members",
    "/competences/WEB3/": "",
    "/compte/preferences/": "Preferences",
    "/recherche/?q=accessibilite": "Search",
    "/notifications/": "Notifications",
}


def switch(olga: Page, *, on: bool) -> None:
    olga.goto("/cms/settings/people/installationsettings/")
    olga.locator("#id_english_available").set_checked(on)
    olga.locator("button.action-save, button[type='submit'].button").first.click()
    olga.wait_for_load_state("networkidle")


def choose(page: Page, language: str) -> None:
    page.locator("details.menu summary.with-face").click()
    page.get_by_role("button", name=language, exact=True).click()
    page.wait_for_load_state("networkidle")


def test_english_is_offered_chosen_and_left(enter: Callable[..., Page], accessible: Callable[..., None]):
    olga, hugo = enter("Olga"), enter("Hugo")
    hugo.locator("details.menu summary.with-face").click()
    expect(hugo.get_by_role("button", name="English", exact=True)).to_have_count(0)
    switch(olga, on=True)
    try:
        offered = hugo.get_by_role("button", name="English", exact=True)
        for _try in range(20):  # the decision is read anew every ten seconds
            hugo.goto("/")
            if offered.count():
                break
            hugo.wait_for_timeout(1000)
        choose(hugo, "English")
        for address, heading in SAMPLE.items():
            hugo.goto(address)
            expect(hugo.locator("html")).to_have_attribute("lang", "en-CA")
            expect(hugo.get_by_role("heading", level=1)).to_contain_text(heading)
            accessible(hugo)
        choose(hugo, "Français")
        hugo.goto("/membres/")
        expect(hugo.get_by_role("heading", level=1)).to_have_text("Membres")
    finally:
        switch(olga, on=False)
