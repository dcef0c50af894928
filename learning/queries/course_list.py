"""The catalogue: narrowed by words and facets, counted, sorted, paged by key.

What cards show is of now. Counts and the order of what a question leaves are the same for everybody who asks the same, so
they are kept per question in Redis and, the newest questions, in the process; a course or a session that changes starts a
new generation at once (subscribers/courses.py). What concerns one person's own gaps is kept nowhere.
"""

import datetime as dt
import heapq
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils.translation import gettext_lazy as _

from competencies.models.frameworks import in_language
from core.pagination import make_cursor, read_cursor
from core.search import tsquery
from learning.enums import ApprovalBy, CourseKind
from learning.models import Course
from learning.queries import course_sql as rules
from learning.queries.course_cards import CourseCard, cards_by_id
from learning.queries.course_kept import kept
from learning.queries.course_sql import Asked

PAGE = 18
SHOWN_VALUES = 7
LABELS = {
    "groupe": _("Groupe de compétences"),
    "competence": _("Compétence"),
    "formule": _("Formule"),
    "niveau": _("Niveau"),
    "seances": _("Séances"),
    "duree": _("Durée"),
    "cout": _("Coût"),
    "langue": _("Langue"),
    "approbation": _("Approbation"),
    "dispensateur": _("Dispensateur"),
    "etiquette": _("Étiquette"),
}
_WORDS: dict[str, dict[str, Any]] = {
    "formule": dict(CourseKind.choices),
    "seances": {"a-venir": _("Séance à venir"), "places": _("Places libres")},
    "duree": {
        "demi": _("Une demi-journée ou moins"),
        "jour": _("Une journée"),
        "deux": _("Deux jours"),
        "plus": _("Plus de deux jours"),
    },
    "cout": {"gratuit": _("Sans frais"), "payant": _("Avec frais")},
    "langue": {"fr": _("Français"), "en": _("Anglais")},
    "approbation": {
        ApprovalBy.NOBODY.value: _("Sans approbation"),
        ApprovalBy.MANAGER.value: _("Par votre gestionnaire"),
        ApprovalBy.LEAD.value: _("Par votre direction d’équipe sectorielle"),
    },
}
# Shown in the order of these lists, whatever their counts.
_IN_ORDER = {"niveau": ["1", "2", "3", "4"], "duree": list(_WORDS["duree"])}

# facet → value → (French, English, number)
Counts = dict[str, dict[str, tuple[str, str, int]]]


@dataclass(frozen=True)
class Value:
    """One value of a facet, in words, with how many courses have it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """`values`: those in force, then the commonest; `more`: there are others."""

    key: str
    values: tuple[Value, ...]
    more: bool

    @property
    def label(self) -> Any:
        return LABELS[self.key]


@dataclass(frozen=True)
class CataloguePage:
    """One page. `loosened`: nothing has all the words; these have some."""

    cards: tuple[CourseCard, ...]
    next_cursor: str
    facets: tuple[Facet, ...]
    total: int
    loosened: bool = False


def catalogue(asked: Asked, *, at: dt.datetime, size: int = PAGE, whole: str = "") -> CataloguePage:
    """One page; `whole`: the facet of which every value is given.

    One query once what is the same for everybody is kept.
    """
    query = tsquery(asked.text, prefix=True) if asked.text else ""
    counts = _counted(asked, query, at)
    loosened = bool(query) and " & " in query and not _total(counts)
    if loosened:
        query = tsquery(asked.text, prefix=True, any_word=True)
        counts = _counted(asked, query, at)
    cards, cursor = _page(asked, query, at, size)
    facets = tuple(_facet(key, asked, counts.get(key, {}), whole == key) for key in rules.FACETS)
    return CataloguePage(cards, cursor, facets, _total(counts), loosened and bool(cards))


def _values(asked: Asked, query: str, at: dt.datetime) -> dict[str, Any]:
    values = {**asked.values, "at": at, "type": ContentType.objects.get_for_model(Course).pk}
    if query:
        values["hits"], values["ranks"] = _hits(query)
    return values


def _hits(query: str) -> tuple[list[int], list[int]]:
    """Numbers of the courses that have the words, and how well they fit; kept like the counts."""

    def read() -> tuple[list[int], list[int]]:
        with connection.cursor() as cursor:
            cursor.execute(rules.HITS, {"query": query})
            rows = cursor.fetchall()
        return [row[0] for row in rows], [row[1] for row in rows]

    found: tuple[list[int], list[int]] = kept(["mots", query], read)
    return found


def _page(asked: Asked, query: str, at: dt.datetime, size: int) -> tuple[tuple[CourseCard, ...], str]:
    """A cursor that was tampered with, or that belongs to another order, counts as none."""
    if asked.text and not query:
        return (), ""
    order = rules.order_of(asked, words=bool(query))
    rows, after = _ordered(asked, query, at, order), _cursor(asked, order)
    if after is not None:
        down = rules.goes_down(order)
        rows = [row for row in rows if (row < after if down else row > after)]
    shown = [number for _key, number in rows[:size]]
    cards = cards_by_id(shown, at)
    following = make_cursor([order, *rows[size - 1]]) if len(rows) > size else ""
    return tuple(cards[number] for number in shown if number in cards), following


def _ordered(asked: Asked, query: str, at: dt.datetime, order: str) -> list[tuple[Any, int]]:
    """Key of the order and number of every course that the question leaves."""

    def read() -> list[tuple[Any, int]]:
        with connection.cursor() as cursor:
            cursor.execute(rules.order_sql(asked, words=bool(query)), _values(asked, query, at))
            return cursor.fetchall()

    if asked.gaps is not None:
        return read()
    found: list[tuple[Any, int]] = kept(["ordre", order, query, sorted(asked.chosen.items())], read)
    return found


def _cursor(asked: Asked, order: str) -> tuple[Any, int] | None:
    values = read_cursor(asked.cursor) if asked.cursor else None
    if values is None or len(values) != 3 or values[0] != order or not isinstance(values[2], int):
        return None
    return values[1], values[2]


def _counted(asked: Asked, query: str, at: dt.datetime) -> Counts:
    if asked.text and not query:
        return {}
    if asked.gaps is not None:
        return _count(asked, query, at)
    found: Counts = kept([query, sorted(asked.chosen.items())], lambda: _count(asked, query, at))
    return found


def _count(asked: Asked, query: str, at: dt.datetime) -> Counts:
    counts: Counts = {}
    with connection.cursor() as cursor:
        cursor.execute(rules.counts_sql(asked, words=bool(query)), _values(asked, query, at))
        for facet, value, french, english, number in cursor.fetchall():
            counts.setdefault(facet, {})[value] = (french, english, number)
    return counts


def _total(counts: Counts) -> int:
    return counts["total"][""][2] if "total" in counts else 0


def _facet(key: str, asked: Asked, found: dict[str, tuple[str, str, int]], whole: bool) -> Facet:
    """The values in force first, also those that no course has; then the commonest."""
    chosen = list(dict.fromkeys(asked.chosen.get(key, [])))
    if key in _IN_ORDER:
        order = [value for value in _IN_ORDER[key] if value in found or value in chosen]
        rows = [(value, found[value][2] if value in found else 0) for value in order]
        more = False
    else:
        others = [(row[2], value) for value, row in found.items() if value not in chosen]
        shown = sorted(others, reverse=True) if whole else heapq.nlargest(SHOWN_VALUES, others)
        rows = [(value, found[value][2] if value in found else 0) for value in chosen]
        rows += [(value, number) for number, value in shown]
        more = len(shown) < len(others)
    values = (
        Value(value, _label(key, value, *found.get(value, ("", "", 0))[:2]), number, value in chosen)
        for value, number in rows
    )
    return Facet(key, tuple(values), more)


def _label(facet: str, value: str, french: str, english: str) -> str:
    if facet in _WORDS:
        return str(_WORDS[facet].get(value, value))
    return in_language(french, english) or value
