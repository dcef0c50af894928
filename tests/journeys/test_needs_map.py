"""Gisèle reads the needs of the government and takes a report away; Farid sees his ministry; others nothing of it."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.axe import check_accessibility

NEEDS = "/apprentissage/besoins/"


def test_gisele_reads_the_map_and_takes_the_report(enter: Callable[..., Page]) -> None:
    page = enter("Gisèle")
    page.goto("/apprentissage/")
    page.get_by_role("link", name="Piloter", exact=True).click()
    page.get_by_role("link", name="Besoins", exact=True).click()

    expect(page.get_by_role("heading", name="Les trois plus grands besoins")).to_be_visible()
    largest = page.locator("#largest + ol li").first.inner_text()
    assert "ont probablement un écart" in largest
    expect(page.get_by_text("cases sur").first).to_be_visible()
    expect(page.locator(".heat-map td.heat-hidden").first).to_have_text("masqué")
    check_accessibility(page)

    region = page.get_by_role("region", name="Carte des besoins")
    region.focus()
    expect(region).to_be_focused()
    page.get_by_role("link", name="Ensemble").click()
    expect(page.locator("th[aria-sort='ascending']")).to_contain_text("Ensemble")
    page.get_by_role("link", name="Tableau", exact=True).click()
    expect(page.get_by_role("columnheader", name="Personnes en besoin")).to_be_visible()
    page.get_by_role("link", name="Profils d’emploi", exact=True).last.click()
    expect(page.get_by_role("columnheader", name="Gestion de projet")).to_be_visible()

    report = page.request.get(page.get_by_role("link", name="Rapport PDF").get_attribute("href") or "")
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(report.body())).pages)
    assert "Les trois plus grands besoins" in text
    assert "masqué" in text

    page.locator(".heat-map tbody th a").first.click()
    expect(page.get_by_role("heading", name="Par organisation")).to_be_visible()
    expect(page.get_by_role("heading", name="Le niveau attendu")).to_be_visible()
    check_accessibility(page)


def test_farid_sees_his_ministry_beside_the_whole(enter: Callable[..., Page]) -> None:
    page = enter("Farid", phone=True)
    page.goto(NEEDS)

    expect(page.get_by_role("heading", name="Ministère des Transports et de la Mobilité durable")).to_be_visible()
    assert {one.get_attribute("data-label") for one in page.locator(".heat-map td.heat").all()} == {"Ensemble", "MTMD"}
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
    expect(page.get_by_role("link", name="Profils d’emploi", exact=True)).to_have_count(0)


def test_the_map_in_the_dark(enter: Callable[..., Page]) -> None:
    page = enter("Gisèle", dark=True)
    page.goto(NEEDS)

    check_accessibility(page, only=["color-contrast"])


@pytest.mark.parametrize("key", ["Hugo", "Jules"])
def test_recruiters_and_line_managers_see_nothing_of_it(enter: Callable[..., Page], key: str) -> None:
    page = enter(key)
    page.goto("/apprentissage/")
    expect(page.get_by_role("link", name="Besoins", exact=True)).to_have_count(0)

    assert [
        page.request.get(NEEDS + rest).status for rest in ("", "portrait.csv", "portrait.xlsx", "portrait.pdf", "STR1/")
    ] == [403] * 5
