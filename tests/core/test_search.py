"""The index: who finds what, in which order, and with what bound."""

import datetime as dt

import pytest

from core import search
from core.models import SearchEntry
from core.search import Document
from tests.cast import NOW

pytestmark = pytest.mark.django_db


class Notes:
    key = facet = "note"
    order = 1
    label = "Notes"
    template = "x"
    bulky = True

    def __init__(self):
        self.rows: dict[int, Document] = {}

    def documents(self, ids):
        return [row for pk, row in self.rows.items() if ids is None or pk in ids]

    def present(self, viewer, hits):
        for hit in hits:
            hit.shown["url"] = f"/{hit.object_id}"


@pytest.fixture
def notes():
    source = Notes()
    search.sources.register(source)
    yield source
    search.sources.remove("note")


def write(notes, pk, title, text="", **more):
    notes.rows[pk] = Document(object_id=pk, title=title, text=text, at=more.pop("at", NOW), **more)
    search.refresh("note", [pk])


def found(query, audiences=(), **more):
    return [hit.object_id for hit in search.find(query, audiences=list(audiences), **more).hits if hit.kind == "note"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Accessibilité numérique", "accessibilite"),
        ("Retour à l’école", "l'ecole"),
        ("Au cœur du service", "coeur"),
        ("Les travaux routiers", "travail"),
        ("Un usager se plaint", "usagers"),
        ("Écrire une infolettre", "newsletter"),
        ("Journal de bord", "journaux"),
        ("Les œuvres numérisées", "oeuvre"),
    ],
)
def test_french_finds_french(notes, text, query):
    write(notes, 1, text)
    assert found(query) == [1]


def test_title_counts_more_than_text(notes):
    write(notes, 1, "Autre chose", "Un mot sur le hameçonnage.")
    write(notes, 2, "Hameçonnage")
    assert found("hameçonnage") == [2, 1]


def test_a_reader_finds_only_what_its_audiences_hold(notes):
    write(notes, 1, "Refonte secrète", audience=7)
    write(notes, 2, "Refonte publique")
    assert found("refonte") == [2]
    assert sorted(found("refonte", audiences=[7])) == [1, 2]
    assert search.find("refonte", audiences=[]).counts == {"note": 1}


def test_all_words_first_then_some_when_few_have_all(notes, monkeypatch):
    write(notes, 1, "Carte routière")
    write(notes, 2, "Carte interactive")
    assert found("carte interactive") == [2, 1]
    assert sorted(found("carte fromage")) == [1, 2]
    monkeypatch.setattr(search, "FEW", 1)
    assert found("carte interactive") == [2]


def test_entries_of_a_group_are_one_result(notes):
    write(notes, 1, "Balado", group_id=9)
    write(notes, 2, "Balado", "balado balado", group_id=9)
    assert len(found("balado")) == 1


def test_what_is_gone_is_taken_out(notes):
    write(notes, 1, "Balado")
    notes.rows.clear()
    search.refresh("note", [1])
    assert SearchEntry.objects.filter(kind="note").count() == 0


def test_the_last_word_may_go_on_while_typing(notes):
    write(notes, 1, "Infolettre mensuelle")
    assert found("infolet", prefix=True) == [1]
    assert found("mensuelle infol", prefix=True) == [1]
    assert found("infolet") == []


def test_candidates_are_bounded_by_the_newest(notes, monkeypatch):
    monkeypatch.setattr(search, "CANDIDATES", 3)
    for pk in range(1, 6):
        write(notes, pk, "Commun", at=NOW + dt.timedelta(days=pk))
    assert sorted(found("commun")) == [3, 4, 5]


@pytest.mark.parametrize("query", ["'", "a:*", "!!", "((", "\\", "&|", "le la les", "'; DROP TABLE", "é" * 500, "<->"])
def test_odd_queries_are_only_queries(notes, query):
    write(notes, 1, "Commun")
    assert found(query) == []
    assert found(query, prefix=True) == []


def test_rebuilding_gives_the_same(notes):
    write(notes, 1, "Commun")
    before = list(SearchEntry.objects.filter(kind="note").values("object_id", "title", "audience", "vector"))
    assert search.rebuild("note") == 1
    assert list(SearchEntry.objects.filter(kind="note").values("object_id", "title", "audience", "vector")) == before


def test_groups_narrow_a_list_to_where_something_belongs(notes):
    """Each entry with all words counts for its group; a mark leaves what belongs there, and is itself no word."""
    write(notes, 1, "Décrire une carte", "Des points.", marks=("space4",))
    write(notes, 2, "Réponse", "La carte se lit au clavier.", group_id=1, marks=("space4",))
    write(notes, 3, "Une carte ailleurs", marks=("space41",))
    write(notes, 4, "Carte secrète", audience=7, marks=("space4",))

    def groups(text, audiences=(), mark=""):
        found = search.groups(text, audiences=list(audiences), facet="note", mark=mark)
        return found if found is None else sorted(found)

    assert (groups("carte"), groups("carte", mark="space4"), groups("carte", mark="space41")) == ([1, 3], [1], [3])
    assert groups("carte", audiences=[7], mark="space4") == [1, 4]
    assert (groups("carte clavier"), groups("carte points clavier"), groups("clav")) == ([1], [], [1])
    assert (groups("space4"), groups("~space4"), groups("cl"), groups("  ")) == ([], [], [], None)
