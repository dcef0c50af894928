"""From a thread to a sheet, its peer review, and the same practice in another ministry."""

import re
import secrets
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_question_and_answer import answer, ask
from tests.journeys.waiting import until_shown


def test_a_thread_becomes_a_sheet_that_another_ministry_takes_up(enter: Callable[..., Page], accessible):
    mark = secrets.token_hex(3)
    amina, bruno, chloe = enter("Amina"), enter("Bruno"), enter("Chloé")

    thread = ask(amina, f"Horaires en texte {mark}", "Nos horaires sont des images. Comment les **remplacer**?")
    bruno.goto(thread)
    answer(bruno, f"Un tableau simple suffit, avec un titre par saison. Appels en baisse moineau{mark}.")
    amina.reload()
    amina.get_by_role("button", name=re.compile("Accepter")).first.click()
    expect(amina.locator(".is-accepted").first).to_be_visible()

    # Two clicks: « En faire une fiche », « Enregistrer le brouillon ».
    amina.get_by_role("link", name="En faire une fiche").click()
    expect(amina.get_by_role("main")).to_contain_text("seront citées")
    amina.get_by_role("button", name="Enregistrer le brouillon").click()
    amina.wait_for_url(re.compile(r"/communaute/pratiques/\d+-"))
    sheet = amina.url
    expect(amina.get_by_role("main")).to_contain_text("Brouillon")
    expect(amina.get_by_role("main")).to_contain_text("Avec les réponses de Bruno")
    assert bruno.request.get(sheet).status in (200, 404)

    amina.get_by_role("link", name="Compléter", exact=True).click()
    amina.get_by_label("Titre", exact=True).fill(f"Remplacer les images d’horaires par des tableaux {mark}")
    amina.get_by_label("Le résultat en une ligne").fill("Deux fois moins d’appels sur les horaires")
    for label in ("Contexte", "Ce que nous avons fait"):
        amina.get_by_role("textbox", name=re.compile(f"^{label}")).fill(
            f"{label} : des tableaux à la place des images {mark}."
        )
    amina.get_by_text("Comment, et avec quel résultat").click()
    amina.get_by_role("textbox", name=re.compile("^Résultats")).fill(
        "Mesuré pendant trois mois : 120 appels au lieu de 260."
    )
    amina.get_by_role("button", name="Enregistrer et faire relire").click()
    amina.wait_for_url("**/faire-relire/**")
    amina.get_by_label(re.compile("Chloé")).check()
    amina.get_by_role("button", name="Demander la relecture").click()
    expect(amina.get_by_role("main")).to_contain_text("En relecture")
    accessible(amina)

    until_shown(chloe, "/notifications/", f"tableaux {mark}")
    chloe.goto(amina.url)
    chloe.get_by_role("link", name="Relire la fiche").click()
    accessible(chloe)
    chloe.get_by_role("textbox", name="Votre avis sur l’ensemble").fill("Clair et vérifiable.")
    chloe.get_by_role("button", name="Approuver et publier").click()
    expect(chloe.get_by_role("heading", level=1)).to_contain_text(mark)

    # Bruno finds it in the library, and says that his ministry does it too.
    until_shown(bruno, "/communaute/pratiques/", f"tableaux {mark}")
    accessible(bruno)
    bruno.get_by_role("link", name=re.compile(f"tableaux {mark}")).first.click()
    bruno.get_by_role("link", name="Réutilisée chez nous aussi").first.click()
    bruno.get_by_role("textbox", name=re.compile("donné")).fill("Chez nous, **80 appels** de moins par mois.")
    bruno.get_by_role("button", name="Déclarer la réutilisation").click()
    expect(bruno.locator("#reutilisations")).to_contain_text("Réutilisée par 1 organisation")
    expect(bruno.locator("#reutilisations strong", has_text="80 appels")).to_be_visible()
    useful = bruno.get_by_role("button", name=re.compile("Utile")).first
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    bruno.wait_for_load_state("networkidle")
    accessible(bruno)

    until_shown(amina, "/notifications/", "réutilis")
    pdf = amina.request.get(f"/communaute/pratiques/{re.search(r'/pratiques/([0-9]+)-', sheet)[1]}/pdf/")
    assert (pdf.status, pdf.headers["content-type"], pdf.body()[:5]) == (200, "application/pdf", b"%PDF-")
    amina.goto(thread)
    expect(amina.get_by_role("link", name=re.compile("Fiche née de ce fil"))).to_be_visible()
