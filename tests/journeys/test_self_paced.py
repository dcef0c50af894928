"""A course at one's own pace: Karim writes one in /cms/ and publishes it; Amina follows another to its evidence."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from tests.journeys.waiting import until_shown

GIVEN = "/apprentissage/formation/cours/"
WRITTEN = "Repères de projet et d’agilité"
FOLLOWED = "renseignements-personnels-au-quotidien"


def test_karim_writes_a_small_course_and_publishes_it(enter: Callable[..., Page], accessible: Callable[..., None]):
    karim = enter("Karim")
    karim.goto(GIVEN)
    accessible(karim)
    karim.get_by_role("listitem").filter(has_text=WRITTEN).get_by_role("button", name="Écrire").click()
    karim.wait_for_url("**/cms/snippets/learning/coursewriting/edit/**")
    karim.locator("[data-contentpath=modules] button.c-sf-add-button").first.click()
    write_lesson(karim)
    check_and_publish(karim, missing="Cette leçon est vide.")
    accessible(karim)

    karim.get_by_role("button", name="Revenir à l’écriture").click()
    karim.wait_for_url("**/cms/snippets/learning/coursewriting/edit/**")
    unfold(karim)
    within(karim, "modules", "lessons", "blocks").locator("button.c-sf-add-button").first.click()
    karim.get_by_role("option", name="Texte", exact=True).click()
    within(karim, "blocks", "fr").locator("textarea").fill("Un **projet** a une fin.")
    saved(karim)
    check_and_publish(karim, missing="")
    accessible(karim)
    karim.get_by_role("button", name="Publier cette édition").click()
    expect(karim.locator("#toasts")).to_contain_text("L’édition 1 est publiée")

    lea = enter("Léa", phone=True)
    lea.goto("/apprentissage/cours/reperes-de-projet-et-d-agilite/suivre/")
    lea.get_by_role("button", name="Commencer le cours").click()
    expect(lea.locator(".lesson strong")).to_have_text("projet")
    accessible(lea)
    assert lea.request.get("/cms/snippets/learning/coursewriting/").status == 403


def within(page: Page, *path: str) -> Locator:
    """A part of the editor, by the names of the fields that lead there."""
    found = page.locator(f"[data-contentpath={path[0]}]")
    for name in path[1:]:
        found = found.locator(f"[data-contentpath={name}]")
    return found.first


def write_lesson(page: Page) -> None:
    """One module, one lesson without content."""
    within(page, "modules", "title_fr").locator("input").fill("Les mots du projet")
    within(page, "modules", "lessons").locator("button.c-sf-add-button").first.click()
    within(page, "lessons", "title_fr").locator("input").fill("Ce qu’est un projet")
    within(page, "lessons", "minutes").locator("input").fill("5")
    saved(page)


def saved(page: Page) -> None:
    """Changes are kept without a press too; a press tells when."""
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer", exact=True).click()


def unfold(page: Page) -> None:
    """What one comes back to is folded: module, then lesson."""
    folded = page.locator("[data-contentpath=modules] [data-panel-toggle][aria-expanded=false]:visible")
    folded.first.wait_for()
    while folded.count():
        folded.first.click()


def check_and_publish(page: Page, *, missing: str) -> None:
    page.get_by_role("link", name="Vérifier et publier").first.click()
    page.wait_for_url("**/publier/")
    shown = page.get_by_role("main")
    if missing:
        expect(shown).to_contain_text(missing)
    expect(page.get_by_role("button", name="Publier cette édition")).to_have_count(0 if missing else 1)


def test_amina_fails_tries_again_and_ends_with_evidence(enter: Callable[..., Page], accessible: Callable[..., None]):
    course = json.loads((settings.BASE_DIR / f"data/learning/self_paced/{FOLLOWED}.json").read_text("utf-8"))
    amina = enter("Amina", phone=True)
    amina.goto(f"/apprentissage/cours/{FOLLOWED}/suivre/")
    accessible(amina)
    amina.get_by_role("button", name="Commencer le cours").click()
    for number, module in enumerate(course["modules"]):
        for _lesson in module["lessons"]:
            amina.get_by_role("button", name="Terminer et continuer").click()
        if number == 0:
            accessible(amina)
            fail(amina, module["quiz"], accessible)
        answer(amina, module["quiz"])
        if number < len(course["modules"]) - 1:
            expect(amina.get_by_role("heading", level=1)).to_have_text("Réussi")
            amina.get_by_role("link", name="Continuer").click()
    expect(amina.get_by_role("heading", level=1)).to_have_text("Envoyé")

    review(enter("Karim"), accessible)
    until_shown(amina, "/notifications/", "Votre réponse est acceptée")
    amina.goto(f"/apprentissage/cours/{FOLLOWED}/suivre/fin/")
    expect(amina.get_by_role("main")).to_contain_text("Ce que cela ajoute à vos preuves")
    accessible(amina)
    amina.get_by_role("link", name="Ouvrir mes preuves").click()
    expect(amina.get_by_role("main")).to_contain_text("Protéger les renseignements personnels au quotidien")


def fail(page: Page, quiz: dict[str, Any], accessible: Callable[..., None]) -> None:
    """Only the first question is right; what was kept stands there again after the page was left."""
    page.get_by_role("button", name="Commencer le questionnaire").click()
    fill(page, quiz, right=1)
    page.locator("#quiz-kept").get_by_text("Gardé à").wait_for()
    page.reload()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas encore réussi")
    expect(page.get_by_role("main")).to_contain_text("À relire")
    accessible(page)
    page.get_by_role("button", name="Essayer de nouveau").click()


def answer(page: Page, quiz: dict[str, Any]) -> None:
    begin = page.get_by_role("button", name="Commencer le questionnaire")
    if begin.count():
        begin.click()
    page.get_by_role("button", name="Envoyer mes réponses").wait_for()
    fill(page, quiz, right=len(quiz["questions"]))
    page.get_by_role("button", name="Envoyer mes réponses").click()
    page.wait_for_url(re.compile(r"/essais/\d+/$"))


def fill(page: Page, quiz: dict[str, Any], *, right: int) -> None:
    """So many questions right, the others wrong."""
    fields = page.locator(".quiz-questions > .field")
    for place, question in enumerate(quiz["questions"]):
        field, fine = fields.nth(place), place < right
        if question["kind"] == "short":
            field.locator("input").fill(question["accepted"][0] if fine else "autre chose")
        elif question["kind"] == "open":
            field.locator("textarea").fill("Je ferme l’affichage, je préviens, je note les faits.")
        else:
            wanted = [number for number, one in enumerate(question["options"]) if one["right"] is fine]
            for number in wanted if question["kind"] == "multiple" else wanted[:1]:
                field.locator("input").nth(number).check()


def review(page: Page, accessible: Callable[..., None]) -> None:
    """Amina's answer, from the list."""
    page.goto("/apprentissage/formation/relecture/")
    accessible(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Amina")).click()
    expect(page.get_by_role("main")).to_contain_text("Je ferme l’affichage")
    accessible(page)
    page.get_by_role("button", name="Accepter").click()
    expect(page.locator("#toasts")).to_contain_text("La réponse est acceptée")
