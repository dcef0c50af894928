"""Amina finds a course and asks for one that does not exist; Karim writes one and puts it in the catalogue."""

import re
import uuid
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.axe import check_accessibility

CATALOGUE = "/apprentissage/cours/"


def test_amina_finds_a_course_and_asks_for_another(enter: Callable[..., Page]) -> None:
    page = enter("Amina")
    page.goto("/apprentissage/")
    page.get_by_role("link", name="Formations", exact=True).click()
    expect(page.get_by_role("heading", name="Catalogue de formations")).to_be_visible()
    check_accessibility(page)

    page.get_by_role("searchbox", name="Mots de la formation").fill("langage clair")
    expect(page).to_have_url(re.compile(r"q=langage"))
    facets = page.get_by_role("region", name="Filtres")
    facets.get_by_role("link", name=re.compile("^À son rythme")).click()
    expect(page.get_by_role("group", name="Filtres en place")).to_contain_text("À son rythme")
    page.get_by_role("link", name="Rédiger en langage clair").click()

    expect(page.get_by_role("heading", name="Ce que vous saurez faire")).to_be_visible()
    expect(page.get_by_role("heading", name="Formations semblables")).to_be_visible()
    check_accessibility(page)
    follow = page.get_by_role("button", name=re.compile("^Suiv(re|i)$"))
    was = follow.get_attribute("aria-pressed")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true" if was == "false" else "false")

    subject = f"Décrire une carte {uuid.uuid4().hex[:6]}"
    page.goto("/apprentissage/cours/souhaits/nouveau/")
    page.get_by_label("Ce que vous aimeriez apprendre").fill("langage clair")
    expect(page.get_by_text("Déjà au catalogue")).to_be_visible()
    page.get_by_label("Ce que vous aimeriez apprendre").fill(subject)
    check_accessibility(page)
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("region", name="Les miennes")).to_contain_text(subject)
    check_accessibility(page)


def test_karim_writes_a_course(enter: Callable[..., Page]) -> None:
    page, title = enter("Karim"), f"Tenir un carnet {uuid.uuid4().hex[:6]}"
    page.goto(CATALOGUE)
    page.get_by_role("link", name="Proposer une formation").click()
    check_accessibility(page)
    page.get_by_label("Titre", exact=True).fill(title)
    page.get_by_label("Résumé", exact=True).fill("Pour qui prend des notes. Vous saurez les relire.")
    page.get_by_label("Durée, en heures").fill("2,5")
    page.get_by_label("Dispensateur", exact=True).fill("Formation par les pairs du réseau (fictive)")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("button", name="Mettre au catalogue").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites au moins une compétence")

    page.get_by_role("link", name="Modifier").first.click()
    row = page.get_by_role("group", name="Compétence 1")
    row.get_by_label("Compétence").select_option(index=1)
    row.get_by_label("Au niveau").select_option(index=2)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("button", name="Mettre au catalogue").click()
    expect(page.get_by_text("La formation est au catalogue.")).to_be_visible()

    amina = enter("Amina", phone=True, dark=True)
    amina.goto(f"{CATALOGUE}?tri=recentes")
    amina.get_by_role("link", name=title).click()
    expect(amina.get_by_role("heading", name=title)).to_be_visible()
    expect(amina.get_by_text("2 h 30")).to_be_visible()
    assert amina.evaluate("document.documentElement.scrollWidth") == amina.evaluate("innerWidth")
    check_accessibility(amina, only=["color-contrast"])


def test_the_catalogue_without_scripts(enter: Callable[..., Page]) -> None:
    page = enter("Amina", scripts=False)
    page.goto(CATALOGUE)
    page.get_by_role("searchbox", name="Mots de la formation").fill("accessibilité")
    page.get_by_role("button", name="Chercher", exact=True).click()
    expect(page.get_by_role("list", name="Formations").get_by_role("article").first).to_be_visible()
    page.get_by_role("link", name="Prochaine séance").click()
    expect(page).to_have_url(re.compile(r"tri=prochaine"))
