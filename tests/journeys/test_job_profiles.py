"""A description drafted, consulted on, objected to, amended, decided, in force; a member proposes a change."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.waiting import until_shown

PROFILE = "Design graphique"


def open_draft(page: Page, name: str) -> None:
    """The desk, then the draft of that profile: the one there is, or a new one."""
    page.goto("/profils-emploi/ebauches/")
    option = page.locator("#profil option", has_text=name)
    if option.count():
        page.locator("#profil").select_option(label=name)
        page.get_by_role("button", name="Ouvrir l’ébauche").click()
    else:
        page.get_by_role("link", name=name).click()
    page.wait_for_url(re.compile(r"/ebauches/\d+/$"))


def test_an_owner_consults_a_respondent_objects_the_strategic_team_approves(enter: Callable[..., Page], accessible):
    mark = secrets.token_hex(3)
    lea, malik = enter("Léa"), enter("Malik")

    # Drafting: saved by itself, hints, preview.
    open_draft(lea, PROFILE)
    lea.get_by_role("textbox", name=re.compile("^Mission")).first.fill(
        f"Afin de servir le public, le rédacteur compose {mark}."
    )
    expect(lea.locator("#draft-saved")).to_contain_text("Enregistré à")
    expect(lea.locator("#hints-mission_fr")).to_contain_text("Tournure lourde")
    accessible(lea)
    lea.locator("#hints-mission_fr").get_by_role("button", name=re.compile("Appliquer")).first.click()
    expect(lea.locator("#id_mission_fr")).to_have_value(f"Pour servir le public, le rédacteur compose {mark}.")
    lea.get_by_role("button", name="Aperçu").click()
    expect(lea.get_by_role("main")).to_contain_text(mark)

    # A round with one ministry.
    lea.get_by_role("link", name="Mettre en consultation").click()
    for box in lea.get_by_role("checkbox").all():
        box.uncheck()
    lea.get_by_role("checkbox", name=re.compile("^MESS")).check()
    accessible(lea)
    lea.get_by_role("button", name="Ouvrir la consultation").click()
    lea.wait_for_url(re.compile(r"/consultations/\d+/"))
    board = lea.url.partition("#")[0]

    # The respondent objects, with a proposal; comments in place.
    until_shown(malik, "/notifications/", "Votre ministère est consulté")
    malik.goto(f"{board}repondre/MESS/")
    row = malik.locator("#rang-mission")
    row.get_by_role("radio", name="En désaccord").check()
    row.get_by_role("textbox", name="Ce que vous écririez à la place").fill(f"Servir le public par l’image {mark}.")
    expect(malik.locator("#answer-saved")).to_contain_text("Enregistré à")
    accessible(malik)
    malik.get_by_role("button", name="Envoyer la réponse du ministère").click()
    expect(malik.locator("#form-errors")).to_contain_text("sans position")
    malik.get_by_role("checkbox", name=re.compile("Tout le reste")).check()
    malik.get_by_role("button", name="Envoyer la réponse du ministère").click()
    malik.wait_for_url(board)
    expect(malik.get_by_role("main")).to_contain_text("Quorum atteint")
    accessible(malik)

    # The owner closes, replies, amends, submits.
    lea.goto(board)
    lea.get_by_role("button", name="Fermer maintenant").click()
    lea.get_by_role("button", name="Soumettre à la décision").click()
    expect(lea.locator("#form-errors")).to_contain_text("1 observation sans réponse")
    lea.goto(f"{board}observations/")
    lea.get_by_role("radio", name="Retenue", exact=True).check()
    lea.get_by_role("textbox", name="Réponse au ministère").fill(f"Oui, nous reprenons vos mots {mark}.")
    accessible(lea)
    lea.get_by_role("button", name="Envoyer la réponse").click()
    expect(lea.get_by_role("main")).to_contain_text("Toutes ont reçu une réponse")
    lea.goto("/profils-emploi/ebauches/")
    lea.get_by_role("link", name=re.compile("Soumettre à la décision")).first.click()
    lea.goto(board)
    lea.get_by_role("link", name="Modifier le texte, s’il y a lieu").click()
    lea.locator("#id_mission_fr").fill(f"Servir le public par l’image {mark}.")
    lea.get_by_role("button", name="Enregistrer", exact=True).click()
    lea.goto(board)
    lea.get_by_role("button", name="Soumettre à la décision").click()
    expect(lea.get_by_role("main")).to_contain_text("Ce qui a été modifié depuis ce tour")

    # The strategic team approves: in force at once, and the log tells it all.
    gisele = enter("Gisèle")
    gisele.goto("/profils-emploi/consultations/")
    gisele.locator("#a-decider + ul, section[aria-labelledby=a-decider]").get_by_role("link", name=PROFILE).first.click()
    expect(gisele.get_by_role("main")).to_contain_text("Niveaux attendus")
    gisele.get_by_role("radio", name="Approuver").check()
    gisele.get_by_role("textbox", name="Motifs").fill(f"Bien entendu {mark}.")
    accessible(gisele)
    gisele.get_by_role("button", name="Rendre la décision").click()
    gisele.wait_for_url(re.compile("/journal/"))
    log = gisele.get_by_role("main")
    for words in ("Entrée en vigueur", "Article modifié", f"Bien entendu {mark}", f"nous reprenons vos mots {mark}"):
        expect(log).to_contain_text(words)
    accessible(gisele)
    malik.goto("/profils-emploi/graphic_design/")
    expect(malik.get_by_role("main")).to_contain_text(f"Servir le public par l’image {mark}")
    until_shown(malik, "/notifications/", "réponse à votre observation")


def test_a_member_proposes_and_the_owner_keeps_it(enter: Callable[..., Page], accessible):
    mark = secrets.token_hex(3)
    amina, lea = enter("Amina"), enter("Léa", scripts=False)
    amina.goto("/profils-emploi/digital_communications/")
    amina.get_by_role("link", name="Proposer une modification").click()
    amina.get_by_role("textbox", name=re.compile("^Ce que vous changeriez")).fill(f"Ajouter les sous-titres {mark}.")
    amina.get_by_role("textbox", name="Pourquoi").fill("C’est une bonne part de mes semaines.")
    accessible(amina)
    amina.get_by_role("button", name="Envoyer la proposition").click()
    amina.wait_for_url(re.compile(r"/propositions/\d+/"))
    accessible(amina)

    # The owner works without scripts.
    lea.goto("/profils-emploi/propositions/?etat=open")
    lea.locator("li", has_text=mark).get_by_role("link").first.click()
    lea.get_by_role("textbox", name="Réponse à la personne").fill("Oui, à la prochaine version.")
    lea.get_by_role("button", name="Retenir", exact=True).click()
    expect(lea.get_by_role("main")).to_contain_text("Oui, à la prochaine version.")
    open_draft(lea, "Communication numérique")
    expect(lea.get_by_role("main")).to_contain_text(f"Ajouter les sous-titres {mark}")
    lea.locator("#id_change_note_fr").fill(f"Les sous-titres {mark}.")
    lea.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(lea.locator("#id_change_note_fr")).to_have_value(f"Les sous-titres {mark}.")
    until_shown(amina, "/notifications/", "est retenue")


COVERED = """() => {
  const at = document.activeElement, bar = document.querySelector(".profile-draft-bar");
  if (!at || at === document.body || bar.contains(at)) return false;
  const [one, other] = [at.getBoundingClientRect(), bar.getBoundingClientRect()];
  return one.top >= other.top && one.bottom <= other.bottom && getComputedStyle(bar).position === "sticky";
}"""


def test_what_one_tabs_to_is_never_under_the_bar(enter: Callable[..., Page]):
    """WCAG 2.4.11: the bar of the draft stays at the foot of the window, the focus above it."""
    lea = enter("Léa")
    open_draft(lea, "Communication numérique")
    for _step in range(60):
        lea.keyboard.press("Tab")
        assert not lea.evaluate(COVERED), lea.evaluate("document.activeElement.outerHTML.slice(0, 200)")
