"""/cms/ is for those who edit: Olga publishes a page, Amina finds a door that says no."""

import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_olga_edits_a_page_and_amina_does_not_get_in(enter: Callable[..., Page]):
    olga = enter("Olga")
    olga.goto("/cms/")
    expect(olga.locator("html")).to_have_attribute("lang", "fr")
    link = olga.get_by_role("link", name="Nétiquette").first
    for _try in range(45):  # the worker may still be indexing the pages of a world that was loaded a moment ago
        olga.goto("/cms/pages/search/?q=Netiquette")
        if link.count():
            break
        olga.wait_for_timeout(2000)
    link.click()
    olga.wait_for_url("**/edit/**")
    lead = f"Ce qui rend la conversation bonne {secrets.token_hex(3)}."
    olga.locator("#id_lead").fill(lead)
    olga.locator("button[name='action-publish']").first.evaluate("button => button.click()")
    olga.wait_for_load_state("networkidle")

    amina = enter("Amina")
    amina.goto("/recherche/?q=netiquette&genre=page")
    amina.locator("#resultats a", has_text="Nétiquette").first.click()
    expect(amina.get_by_role("main")).to_contain_text(lead)
    assert amina.request.get("/cms/").status == 403
