"""Gisèle takes what the optimiser proposes and adds plans up; Farid keeps his under its budget; others read none."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.axe import check_accessibility

PLANS = "/apprentissage/interventions/"


def begin(page: Page, name: str, budget: str) -> str:
    """A new plan; its address."""
    page.goto(PLANS)
    page.get_by_role("link", name="Nouveau plan").click()
    page.get_by_label("Nom", exact=True).fill(name)
    page.get_by_label("Budget, en dollars").fill(budget)
    page.get_by_role("button", name="Créer le plan").click()
    return page.url


def report(page: Page) -> str:
    """The words of the PDF that the page offers."""
    found = page.request.get(page.get_by_role("link", name="PDF", exact=True).get_attribute("href") or "")
    return "".join(one.extract_text() for one in PdfReader(io.BytesIO(found.body())).pages)


def test_gisele_takes_what_the_optimiser_proposes(enter: Callable[..., Page]) -> None:
    page = enter("Gisèle")
    plan = begin(page, "Plan du parcours", "40 000 $")

    page.get_by_role("link", name="Demander une proposition").first.click()
    check_accessibility(page)
    page.get_by_label("L’ensemble", exact=False).check()
    page.get_by_role("button", name="Calculer la proposition").click()
    expect(page.get_by_role("heading", name="Jusqu’où s’y fier")).to_be_visible(timeout=40_000)
    expect(page.get_by_text("écarts pondérés").first).to_be_visible()
    check_accessibility(page)
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("checkbox").nth(2).check()
    page.get_by_role("button", name="Mettre dans le plan").click()

    expect(page).to_have_url(plan)
    expect(page.get_by_text("Proposée", exact=True)).to_have_count(2)
    expect(page.get_by_role("heading", name="Et si…")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("button", name="Adopter le plan").click()
    expect(page.get_by_text("Adopté", exact=True)).to_be_visible()
    assert "Plan du parcours" in report(page)


def test_farid_s_plan_stays_under_its_budget(enter: Callable[..., Page]) -> None:
    page = enter("Farid")
    begin(page, "Plan de Farid", "9 000")
    page.get_by_role("link", name="Ajouter une action").first.click()
    page.get_by_label("Genre").select_option(label="Programme de mentorat")
    page.get_by_label("Action", exact=True).fill("Jumelage avec l’équipe du Web")
    page.get_by_label("Coût, en dollars").fill("12 000")
    check_accessibility(page)
    page.get_by_role("button", name="Ajouter au plan").click()

    expect(page.get_by_text("Le plan dépasse son budget de")).to_be_visible()
    page.get_by_role("button", name="Adopter le plan").click()
    expect(page.get_by_role("alert")).to_contain_text("de plus que le budget")

    page.get_by_role("link", name="Jumelage avec l’équipe du Web").click()
    page.get_by_label("Coût, en dollars").fill("5 500")
    page.get_by_role("button", name="Enregistrer l’action").click()
    page.get_by_role("button", name="Adopter le plan").click()
    expect(page.get_by_text("Adopté", exact=True)).to_be_visible()
    assert "Jumelage avec" in report(page)


def test_gisele_reads_all_plans_together(enter: Callable[..., Page]) -> None:
    page = enter("Gisèle")
    page.goto("/apprentissage/equipe-strategique/")
    expect(page.get_by_role("heading", name="Trois plus grands besoins")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("link", name="Plans, vue d’ensemble").click()
    page.get_by_role("link", name="Embauche", exact=True).click()
    expect(page.get_by_role("link", name="Toutes les actions")).to_be_visible()
    check_accessibility(page)


def test_farid_s_desk_on_a_phone_in_the_dark(enter: Callable[..., Page]) -> None:
    page = enter("Farid", phone=True, dark=True)
    page.goto("/apprentissage/direction/")
    expect(page.get_by_role("heading", name="Ministère des Transports et de la Mobilité durable")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
    check_accessibility(page, only=["color-contrast"])


@pytest.mark.parametrize("key", ["Hugo", "Jules"])
def test_recruiters_and_line_managers_read_no_plan(enter: Callable[..., Page], key: str) -> None:
    page = enter(key)
    found = [page.request.get(url).status for url in (PLANS, f"{PLANS}ensemble/", "/apprentissage/direction/")]
    assert found == [403] * 3
