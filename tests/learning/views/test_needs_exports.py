"""Files of the needs map say what the page says: no other number, what is hidden stays hidden, no text becomes a formula."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.cast import Cast
from tests.factories.competencies import CompetencyFactory
from tests.factories.needs import published

NUMBER = re.compile(r"\d+")


@pytest.fixture
def snapshot(cast: Cast):
    clear = CompetencyFactory(code="ESSA", name_fr="=2+3", order=1)
    measure = CompetencyFactory(code="ESSB", name_fr="Mesurer", order=2)
    mtmd, mcc = cast.farid.organisation, cast.chloe.organisation
    return published(
        {clear: (120, 40), measure: (80, "low")},
        {mtmd: {clear: (25, 60), measure: None}, mcc: {clear: None, measure: None}},
        people={None: 130, mtmd: 25}, label_fr="@Campagne",
    )  # fmt: skip


def fetch(client, kind: str, **query: object):
    response = client.get(reverse(f"learning:needs-{kind}"), query)
    assert response.status_code == 200
    return response.content


def page_words(client, **query: object) -> str:
    """The page with its titles (the headcount of a cell stands there), as map and as table."""
    found = []
    for view in ("", "tableau"):
        page = BeautifulSoup(client.get(reverse("learning:needs-map"), {**query, "vue": view}).content, "html.parser")
        main = page.select_one("main")
        found += [main.get_text(" "), *(one["title"] for one in main.select("[title]"))]
    return " ".join(found)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_csv_has_each_figure_and_what_is_hidden(cast: Cast, client_of, snapshot):
    rows = csv_rows(fetch(client_of(cast.gisele), "csv"))

    mtmd, mcc = cast.farid.organisation.name, cast.chloe.organisation.name
    assert [row[4:] for row in rows[1:]] == [
        ["'=2+3", "Essais", "Ensemble", "120", "50", "40\u00a0%"],
        ["'=2+3", "Essais", mcc, "masqué", "masqué", "masqué"],
        ["'=2+3", "Essais", mtmd, "25", "15", "60\u00a0%"],
        ["Mesurer", "Essais", "Ensemble", "80", "", "moins de 10\u00a0%"],
        ["Mesurer", "Essais", mcc, "masqué", "masqué", "masqué"],
        ["Mesurer", "Essais", mtmd, "masqué", "masqué", "masqué"],
    ]
    assert rows[1][0] == "'@Campagne"


def test_the_workbook_keeps_numbers_and_no_formula(cast: Cast, client_of, snapshot):
    book = load_workbook(io.BytesIO(fetch(client_of(cast.gisele), "xlsx")))

    assert book.sheetnames == ["Résumé", "Carte (parts)", "Tableau", "Méthode"]
    heat = [list(row) for row in book["Carte (parts)"].iter_rows(min_row=2, values_only=True)]
    assert heat == [["'=2+3", "Essais", 40, "non connue", "masqué", 60],
                    ["Mesurer", "Essais", "moins de 10\u00a0%", "non connue", "masqué", "masqué"]]  # fmt: skip
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}


def test_the_report_is_tagged_and_says_it_in_french(cast: Cast, client_of, snapshot):
    reader = PdfReader(io.BytesIO(fetch(client_of(cast.gisele), "pdf")))
    text = "\n".join(page.extract_text() for page in reader.pages)

    assert reader.root_object["/Lang"] == "fr-CA"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "Les trois plus grands besoins" in text
    assert "3 cases sur 4 sont masquées." in text.replace("\u00a0", " ")
    assert text.count("masqué") >= 3


@pytest.mark.parametrize("key", ["gisele", "farid"])
def test_no_file_has_a_number_that_the_page_has_not(cast: Cast, client_of, snapshot, key: str):
    client = client_of(cast.people[key])
    known = set(NUMBER.findall(page_words(client)))

    book = load_workbook(io.BytesIO(fetch(client, "xlsx")))
    figures = [row for sheet in ("Carte (parts)", "Tableau") for row in book[sheet].iter_rows(min_row=2, values_only=True)]
    said = {str(value) for row in figures for value in row if isinstance(value, int)}
    said |= {number for row in csv_rows(fetch(client, "csv"))[1:] for value in row[7:] for number in NUMBER.findall(value)}
    reader = PdfReader(io.BytesIO(fetch(client, "pdf")))
    said |= {number for page in reader.pages[:2] for number in NUMBER.findall(page.extract_text())}

    # Page numbers, the day on which the report was made.
    assert {number for number in said - known if int(number) > 31 and len(number) < 4} == set()


def test_a_lead_gets_no_figure_of_another_organisation(cast: Cast, client_of, snapshot):
    rows = csv_rows(fetch(client_of(cast.farid), "csv"))

    assert {row[6] for row in rows[1:]} == {"Ensemble", cast.farid.organisation.name}


def test_nothing_to_export_before_the_first_portrait(cast: Cast, client_of):
    client = client_of(cast.gisele)

    assert [client.get(reverse(f"learning:needs-{kind}")).status_code for kind in ("csv", "xlsx", "pdf")] == [404] * 3
