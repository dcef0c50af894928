"""Every French text that ships in data/ keeps Québec typography; English texts keep theirs."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.typography import faults

DATA = Path(__file__).resolve().parents[2] / "data"
# Names of fields whose value is French prose whatever the file; `*_fr*` fields come on top.
FRENCH_KEYS = {
    "title",
    "body",
    "summary",
    "welcome",
    "name",
    "bio",
    "role_title",
    "team",
    "note",
    "ask_me_about",
}
# English remarks under a French-looking key.
ENGLISH_NOTE_FILES = {
    "profiles_crosswalk.json",
    "digcomp3_competences.json",
    "digcomp3_statements_en.json",
    "ddat_roles_skills.json",
}


def strings(value: object, key: str, language: str) -> Iterator[tuple[str, str, str]]:
    """(field name, language, text) for each text below `value`; a `lang` member decides for its own texts."""
    if isinstance(value, dict):
        own = value.get("lang", "fr") if "body" in value else language
        for name, inner in value.items():
            yield from strings(inner, name, own)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key, language)
    elif isinstance(value, str) and value:
        if key.endswith("_en") or "_en_" in key:
            yield key, "en", value
        elif "_fr" in key:
            yield key, "fr", value
        elif key in FRENCH_KEYS:
            yield key, language, value


def json_files() -> list[Path]:
    return sorted(DATA.rglob("*.json"))


@pytest.mark.parametrize("path", json_files(), ids=lambda path: path.name)
def test_json_texts_keep_their_typography(path: Path) -> None:
    official_english = path.name in ENGLISH_NOTE_FILES
    found = [
        f"{key} ({language}): {fault}"
        for key, language, text in strings(json.loads(path.read_text(encoding="utf-8")), "", "fr")
        if not (official_english and (language == "en" or key == "note"))
        for fault in faults(text, language)
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: path.name)
def test_csv_french_columns_keep_their_typography(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    found = [
        f"line {number}, {column}: {fault}"
        for number, row in enumerate(rows, start=2)
        for column, text in row.items()
        if "_fr" in column
        for fault in faults(text)
    ]
    assert found == []


def test_the_checker_sees_each_fault() -> None:
    for wrong in ("Voici : ok", "l'eau", "« ok »", "12 %", "12%", "Vraiment ?", "à 14 h 30", "4 200 abonnés", 'dit "non"'):
        assert faults(wrong), wrong
    for right in (
        "Voici\u00a0: ok",
        "l’eau",
        "«\u00a0ok\u00a0»",
        "12\u00a0%",
        "Vraiment?",
        "à 14\u00a0h\u00a030",
        "https://exemple.test/?a=b",
    ):
        assert faults(right) == [], right


DOCS = DATA.parent / "docs"


@pytest.mark.parametrize("path", [DOCS / "glossary.md", *sorted((DOCS / "roles").glob("*.md"))], ids=lambda path: path.name)
def test_french_documentation_keeps_its_typography(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_each_role_has_its_page() -> None:
    assert len(list((DOCS / "roles").glob("*.md"))) == 12
