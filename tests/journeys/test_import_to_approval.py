"""The whole way of an owner: three ministries' descriptions, one reference, an objection answered, approved, in force."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_harmonisation import bring_in, pdf, table, word


def test_from_three_descriptions_to_a_reference_in_force(enter: Callable[..., Page], tmp_path):
    mark = secrets.token_hex(3)
    lea, malik, gisele = enter("Léa"), enter("Malik"), enter("Gisèle")

    # Three ministries' texts, side by side, into a new profile.
    bring_in(lea, "MESS", word(mark))
    bring_in(lea, "MTMD", pdf(mark, tmp_path))
    bring_in(lea, "MAPAQ", table(mark))
    lea.goto(f"/profils-emploi/harmonisation/?q=sonores{mark}")
    boxes = lea.locator("tbody input[type=checkbox]")
    expect(boxes).to_have_count(3)
    for box in boxes.all():
        box.check()
    lea.get_by_role("button", name="Comparer côte à côte").click()
    lea.get_by_label("Verser dans", exact=True).select_option(label="Un nouveau profil")
    lea.get_by_label("Nom du nouveau profil").fill(f"Archives sonores {mark}")
    lea.get_by_label("Code du nouveau profil").fill(f"V{mark}")
    lea.get_by_role("button", name="Verser ce qui est coché").click()
    lea.wait_for_url(re.compile(r"/ebauches/\d+/"))

    # What the texts did not say: a title, one competency.
    lea.locator("#id_title_fr").fill(f"Archiviste sonore {mark}")
    lea.locator("summary", has_text="Une compétence de plus").click()
    row = lea.locator("details[open]", has_text="Une compétence de plus")
    row.get_by_label("Compétence", exact=False).first.select_option(label="Rédiger en langage clair")
    row.get_by_label("Niveau attendu", exact=False).first.select_option(value="2")
    lea.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(lea.locator("#id_title_fr")).to_have_value(f"Archiviste sonore {mark}")

    # Consulted: an objection, answered, amended.
    lea.get_by_role("button", name="Mettre en consultation").click()
    for box in lea.get_by_role("checkbox").all():
        box.uncheck()
    lea.get_by_role("checkbox", name=re.compile("^MESS")).check()
    lea.get_by_role("button", name="Ouvrir la consultation").click()
    lea.wait_for_url(re.compile(r"/consultations/\d+/"))
    board = lea.url.partition("#")[0]
    malik.goto(f"{board}repondre/MESS/")
    answer = malik.locator("#rang-title")
    answer.get_by_role("radio", name="En désaccord").check()
    answer.get_by_role("textbox", name="Ce que vous écririez à la place").fill(f"Archiviste des sons {mark}")
    malik.get_by_role("checkbox", name=re.compile("Tout le reste")).check()
    malik.get_by_role("button", name="Envoyer la réponse du ministère").click()
    malik.wait_for_url(board)
    lea.goto(board)
    lea.get_by_role("button", name="Fermer maintenant").click()
    lea.goto(f"{board}observations/")
    lea.get_by_role("radio", name="Retenue", exact=True).check()
    lea.get_by_role("textbox", name="Réponse au ministère").fill("Oui, c’est plus juste.")
    lea.get_by_role("button", name="Envoyer la réponse").click()
    expect(lea.get_by_role("main")).to_contain_text("Toutes ont reçu une réponse")
    lea.goto(board)
    lea.get_by_role("link", name="Modifier le texte, s’il y a lieu").click()
    lea.locator("#id_title_fr").fill(f"Archiviste des sons {mark}")
    lea.get_by_role("button", name="Enregistrer", exact=True).click()
    lea.goto(board)
    lea.get_by_role("button", name="Soumettre à la décision").click()

    # Approved by another pair of eyes; every member reads it, machines too.
    gisele.goto("/profils-emploi/consultations/")
    gisele.locator("section[aria-labelledby=a-decider]").get_by_role("link", name=re.compile(mark)).first.click()
    gisele.get_by_role("radio", name="Approuver").check()
    gisele.get_by_role("textbox", name="Motifs").fill("Trois ministères s’y reconnaissent.")
    gisele.get_by_role("button", name="Rendre la décision").click()
    gisele.wait_for_url(re.compile("/journal/"))
    key = gisele.url.split("/profils-emploi/")[1].split("/")[0]
    malik.goto(f"/profils-emploi/{key}/")
    expect(malik.get_by_role("main")).to_contain_text(f"Archiviste des sons {mark}")
    told = malik.request.get(f"/api/v1/profils/{key}").json()
    assert (told["state"], told["title"]["fr"]) == ("in_force", f"Archiviste des sons {mark}")
