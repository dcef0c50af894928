"""Organisations, watch sources, actions of the strategy, and the ledger of where each file comes from."""

import re
from collections import Counter
from html import unescape

from tests.data.reading import DATA, read_csv


def test_ministries_are_23_and_distinct() -> None:
    rows = read_csv("organisations/ministeres.csv")
    assert len({row["acronym"] for row in rows}) == len({row["name_fr"] for row in rows}) == len(rows) == 23
    assert Counter(row["kind"] for row in rows) == {"ministry": 22, "central": 1}


def test_46_watch_sources_14_of_them_on_and_the_opml_says_the_same() -> None:
    rows = read_csv("watch/sources.csv")
    assert len({row["url"] for row in rows}) == len(rows) == 46
    assert sum(row["default_on"] == "1" for row in rows) == 14
    opml = (DATA / "watch/sources.opml").read_text(encoding="utf-8")
    outlines = re.findall(r'xmlUrl="([^"]+)".*category="([^"]+)"', opml)
    assert {unescape(url): "/defaut/oui" in category for url, category in outlines} == {
        row["url"]: row["default_on"] == "1" for row in rows
    }


def test_the_34_actions_follow_the_plan() -> None:
    rows = read_csv("strategy/actions.csv")
    assert len(rows) == 34
    assert Counter(row["axis"] for row in rows) == {"1": 3, "2": 6, "3": 3, "4": 8, "5": 6, "6": 4, "7": 3, "8": 1}
    assert all(row["number"].startswith(f"{row['axis']}.") and row["title_fr"] and row["summary_fr"] for row in rows)
    assert len({row["number"] for row in rows}) == 34


def test_unverified_facts_do_not_ship() -> None:
    assert {row["code"] for row in read_csv("competencies/quebec_corps_emploi.csv")} == {"", "105", "108", "111"}
    assert [row["dimension"] for row in read_csv("competencies/quebec_competence_numerique.csv")] == ["1", "11"]
    assert [row["code"] for row in read_csv("competencies/cnp_noc_2021.csv") if row["title_fr"]] == ["11202"]


def test_each_file_names_its_source_and_licence() -> None:
    rows = read_csv("SOURCES.csv")
    shipped = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()} - {"SOURCES.csv"}
    assert {row["file"] for row in rows} == shipped
    assert all(row["source"] and row["licence"] and row["cleared_to_ship"] for row in rows)
