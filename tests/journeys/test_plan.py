"""Bruno: from a gap to a plan, a step, a mentor who reads it, an agreement, a word, and the step done."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.axe import check_accessibility

PLAN = "/apprentissage/plan/"


def _begin(page: Page) -> str:
    """A plan of one's own from one's gaps; the one of the demonstration is closed first."""
    page.goto(PLAN)
    page.locator("summary", has_text="Autres actions").click()
    page.get_by_role("button", name="Terminer ce plan").click()
    page.goto(f"{PLAN}nouveau/")
    expect(page.get_by_role("group", name="Vos écarts").get_by_role("checkbox").first).to_be_checked()
    check_accessibility(page)
    page.get_by_label("Titre").fill("Mon parcours d’essai")
    page.get_by_role("button", name="Commencer mon plan").click()
    expect(page.get_by_role("heading", name="Mon parcours d’essai", level=1)).to_be_visible()
    return re.sub(r"[#?].*", "", page.url)


def test_bruno_goes_from_a_gap_to_a_step_done(enter: Callable[..., Page]) -> None:
    page = enter("Bruno")
    plan = _begin(page)

    page.get_by_role("link", name="Ajouter une étape").click()
    added = page.get_by_role("button", name="Ajouter").first
    added.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("dans votre plan").first).to_be_visible()
    page.goto(f"{plan}etapes/nouvelle/")
    page.get_by_label("Ce que je vais faire").fill("Lire le guide de l’équipe")
    page.get_by_label("Sorte d’étape").select_option("book")
    page.get_by_role("button", name="Ajouter l’étape").click()
    expect(page.get_by_role("link", name="Lire le guide de l’équipe")).to_be_visible()
    check_accessibility(page)

    page.get_by_role("link", name="Montrer mon plan").click()
    page.get_by_label("Avec qui").fill("esther.bouchard-fictive@exemple.test")
    page.get_by_role("button", name="Montrer", exact=True).click()
    page.get_by_role("button", name="Demander une entente").click()
    expect(page.get_by_text("Entente demandée", exact=True)).to_be_visible()

    esther = enter("Esther")
    esther.goto(plan)
    expect(esther.get_by_text("Lire le guide de l’équipe")).to_be_visible()
    for word in ("Sensibilisation", "Application", "Maîtrise", "Expertise"):
        expect(esther.locator("main").get_by_text(word)).to_have_count(0)
    check_accessibility(esther)
    esther.get_by_role("button", name="Je suis d’accord").click()
    expect(esther.get_by_text("Entente conclue")).to_be_visible()
    esther.get_by_label("Votre message").fill("Commence par le chapitre deux.")
    esther.get_by_role("button", name="Envoyer").click()
    expect(esther.get_by_text("Commence par le chapitre deux.")).to_be_visible()

    page.goto(plan)
    expect(page.get_by_text("Commence par le chapitre deux.")).to_be_visible()
    tick = page.get_by_role("button", name="Marquer comme faite\xa0: Lire le guide de l’équipe")
    tick.focus()
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("region", name="Fait").get_by_role("link", name="Lire le guide de l’équipe", exact=True)
    ).to_be_visible()
    expect(page.locator("#qui-le-voit .kind-success")).to_have_text("Entente")


def test_the_desk_and_the_plan_on_a_phone(enter: Callable[..., Page]) -> None:
    page = enter("David", phone=True)
    for address in ("/apprentissage/", PLAN):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
        check_accessibility(page)
