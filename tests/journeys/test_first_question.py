"""David's first question finds somebody who knows, who agreed to be asked, and who answers."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_question_and_answer import answer
from tests.journeys.waiting import until_shown

SPACE, COMPETENCY = "Accessibilité numérique", "Assurer l’accessibilité numérique"


def switch_on(page: Page) -> None:
    """« Aider par ses réponses », with one competency shared for that."""
    page.goto("/communaute/aider/")
    start = page.get_by_role("button", name="J’ai lu : activer")
    if start.count():
        start.click()
    page.get_by_label(re.compile(f"^{COMPETENCY}")).select_option(label="Expertise")
    page.get_by_label("Questions par semaine, au plus").fill("10")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_label(re.compile(f"^{COMPETENCY}"))).to_have_value("4")


def test_the_first_question_of_a_newcomer_is_answered(enter: Callable[..., Page], accessible):
    mark = secrets.token_hex(3)
    title = f"Décrire une carte en une phrase {mark}"
    esther, david = enter("Esther"), enter("David")
    switch_on(esther)
    accessible(esther)

    david.goto("/communaute/espaces/accessibilite-numerique/")
    join = david.get_by_role("button", name=re.compile("^Joindre"))
    if join.count():
        join.first.click()
    david.goto("/communaute/fils/nouveau/?genre=question")
    david.get_by_label("Espace", exact=True).select_option(label=SPACE)
    # What was asked already shows while he types.
    david.get_by_label("Titre", exact=True).press_sequentially("carte interactive lecteur", delay=15)
    expect(david.locator("#semblables")).to_contain_text("carte", timeout=15_000)
    accessible(david)
    david.get_by_label("Titre", exact=True).fill(title)
    david.get_by_label("Votre texte").fill("Notre carte des fermetures compte 400 points. Par où commencer?")
    david.get_by_text("Compétences dont il est question").click()
    david.get_by_role("checkbox", name=COMPETENCY).check()
    david.get_by_role("button", name="Publier").click()
    david.wait_for_url(re.compile(r"/communaute/fils/\d+/"))

    # Esther hears of it, with the reason; David learns how many were asked, not who.
    until_shown(esther, "/notifications/", title)
    esther.goto("/communaute/aider/")
    offer = esther.locator(".offer", has_text=title)
    expect(offer).to_contain_text(COMPETENCY)
    accessible(esther)
    david.reload()
    expect(david.get_by_role("main")).to_contain_text(re.compile(r"[Pp]roposée à"))
    expect(david.locator("body")).not_to_contain_text("Esther")

    offer.get_by_role("button", name="J’y réponds").click()
    esther.goto(david.url)
    answer(esther, f"Dites ce que la carte permet de décider, puis offrez la liste {mark}.")
    david.reload()
    expect(david.locator("#reply-list")).to_contain_text("offrez la liste")
    david.get_by_role("button", name=re.compile("Accepter")).first.click()
    expect(david.locator(".is-accepted").first).to_contain_text("offrez la liste")

    amina = enter("Amina")
    amina.goto(david.url)
    helped = amina.get_by_role("button", name=re.compile("aidé")).first
    helped.click()
    expect(helped).to_have_attribute("aria-pressed", "true")
    amina.wait_for_load_state("networkidle")
    accessible(amina)
    amina.goto("/communaute/rattrapage/")
    accessible(amina)
    esther.goto("/communaute/aider/")
    expect(esther.get_by_role("main")).not_to_contain_text(title)
