"""A newcomer's first visit: three steps, each optional, never asked twice, and a first space."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

SPACE = "Laboratoire vidéo et balado"


def test_david_arrives(enter: Callable[..., Page]):
    david = enter("David")
    david.get_by_role("complementary").get_by_role("link", name="Commencer").first.click()
    david.wait_for_url("**/bienvenue/qui-je-suis/")
    david.get_by_label("Ma fonction").fill("Agent d’information")
    david.get_by_role("button", name="Enregistrer et continuer").click()

    david.wait_for_url("**/bienvenue/ce-que-je-sais/")
    david.get_by_role("button", name="Passer cette étape").click()

    david.wait_for_url("**/bienvenue/quels-espaces/")
    david.get_by_label(re.compile(f"^{SPACE}")).check()
    david.get_by_role("button", name="Enregistrer et continuer").click()
    david.wait_for_load_state("networkidle")

    david.goto("/")
    expect(david.locator("#side-menu")).to_contain_text(SPACE)
    expect(david.get_by_role("complementary", name="Et maintenant")).not_to_contain_text("Vous arrivez?")
    david.goto("/bienvenue/")
    expect(david.get_by_role("main")).to_contain_text("Plus rien ne vous sera demandé")
    david.goto("/membres/moi/")
    expect(david.get_by_role("main")).to_contain_text("Agent d’information")
