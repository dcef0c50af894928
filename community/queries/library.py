"""The library of practice sheets: narrowed by words and facets, counted, sorted, paged by key.

Rows are of now. Counts: every sheet has exactly one audience, so what one person may count is the sum over the person's
audiences. They are kept per question (the words and facets asked) and audience, shared by everybody who asks the same,
in Redis and, the newest questions, in the process: after the first reader of a question the counts of 20,000 sheets cost one
look at the generation. A publication, an archiving or a change of a sheet starts a new generation at once
(subscribers/library.py); what is kept lives ten minutes at most.
"""

import datetime as dt
import hashlib
import heapq
import json
import time
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils.translation import gettext_lazy as _

from community.enums import Licence, PracticeChannel, PracticeMaturity
from community.models import PracticePage
from community.queries import library_sql as rules
from community.queries.library_sql import Asked
from community.queries.practice_cards import COLUMNS, JOINS, PracticeCard, card_of
from competencies.models.frameworks import in_language
from core.cache import once
from core.pagination import make_cursor, read_cursor
from core.search import tsquery
from people.models import Person
from people.queries.audiences import audience_ids

PAGE, COMPACT_PAGE = 18, 48
GENERATION, KEPT_SECONDS = "bibliotheque:generation", 300
SHOWN_VALUES = 7
MOST_KEPT = 200
RANKED = 500
# So many of the best hits are looked at first: a page by fit is full with them unless facets leave few.
FIRST_HITS = 100
LABELS = {
    "canal": _("Canal"),
    "competence": _("Compétence"),
    "etiquette": _("Étiquette"),
    "organisation": _("Organisation"),
    "maturite": _("Maturité"),
    "espace": _("Espace"),
    "langue": _("Langue"),
    "licence": _("Licence"),
}
_SHORT_LICENCES = {
    Licence.CC_BY: "CC BY 4.0",
    Licence.CC_BY_NC: "CC BY-NC 4.0",
    Licence.GOVERNMENT: _("Gouvernement du Québec"),
}
_WORDS: dict[str, dict[str, Any]] = {
    "canal": dict(PracticeChannel.choices),
    "maturite": dict(PracticeMaturity.choices),
    "langue": {"fr": _("Français"), "en": _("Anglais")},
    "licence": {licence.value: words for licence, words in _SHORT_LICENCES.items()},
}

# facet → value → (French, English, number)
Counts = dict[str, dict[str, tuple[str, str, int]]]


@dataclass(frozen=True)
class Value:
    """One value of a facet, in words, with how many sheets have it."""

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
class LibraryPage:
    """One page. `loosened`: nothing has all the words; these have some."""

    cards: tuple[PracticeCard, ...]
    next_cursor: str
    facets: tuple[Facet, ...]
    total: int
    loosened: bool = False


def library(viewer: Person, asked: Asked, *, on: dt.date, size: int = PAGE, whole: str = "") -> LibraryPage:
    """One page of the library as the viewer may read it; `whole`: the facet of which every value is given.

    Two queries once its counts are kept.
    """
    audiences = audience_ids(viewer)
    query = tsquery(asked.text, prefix=True) if asked.text else ""
    counts = _counted(asked, query, audiences, on=on)
    loosened = bool(query) and " & " in query and not _total(counts)
    if loosened:
        query = tsquery(asked.text, prefix=True, any_word=True)
        counts = _counted(asked, query, audiences, on=on)
    # Planned each time for its values: one plan for all readers and views would miss the index of the order.
    cards, cursor = _page(asked, query, audiences, on=on, size=size)
    facets = tuple(_facet(key, asked, counts.get(key, {}), whole == key) for key in rules.FACETS)
    return LibraryPage(cards, cursor, facets, _total(counts), loosened and bool(cards))


def _values(asked: Asked, query: str, audiences: Sequence[int], on: dt.date) -> dict[str, Any]:
    values = {
        **asked.chosen, "audiences": list(audiences), "on": on, "by": asked.by,
        "type": ContentType.objects.get_for_model(PracticePage).pk,
    }  # fmt: skip
    if query:
        values["hits"], values["ranks"] = _hits(query)
    return values


def _hits(query: str) -> tuple[list[int], list[int]]:
    """Numbers of all sheets that have the words, whoever reads them, and how well the newest of them fit (others: 0); the
    best first.

    Kept like the counts; whether a reader may read them is asked of the rows.
    """
    digest = hashlib.sha256(query.encode()).hexdigest()[:24]
    name = f"bibliotheque-mots:{digest}:{_generation()}"
    kept: Any = _kept_here(name) or cache.get(name)
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(rules.HITS, {"query": query, "ranked": RANKED})
            rows = cursor.fetchall()
        kept = ([row[0] for row in rows], [row[1] for row in rows])
        cache.set(name, kept, KEPT_SECONDS)
    _keep_here(name, kept)
    found: tuple[list[int], list[int]] = kept
    return found


def _page(
    asked: Asked, query: str, audiences: Sequence[int], *, on: dt.date, size: int
) -> tuple[tuple[PracticeCard, ...], str]:
    """A cursor that was tampered with, or that belongs to another order, counts as none."""
    if asked.text and not query:
        return (), ""
    key = _cursor(asked)
    sql = rules.rows_sql(asked, columns=COLUMNS, joins=JOINS, words=bool(query), after=key is not None)
    values = _values(asked, query, audiences, on) | {"limit": size + 1}
    if key is not None:
        values |= {"key": key[0], "number": key[1]}
    best = bool(query) and asked.in_order == rules.RELEVANT
    rows = _rows_by_fit(sql, values, size, key) if best else _rows(sql, values)
    shown = rows[:size]
    following = make_cursor([asked.in_order, shown[-1][-1], shown[-1][0]]) if len(rows) > size else ""
    return tuple(card_of(row, on=on) for row in shown), following


def _rows_by_fit(sql: str, values: dict[str, Any], size: int, key: tuple[Any, int] | None) -> list[tuple[Any, ...]]:
    """Rows among the best hits after the cursor; among all of them when these do not fill the page."""
    hits, ranks = values["hits"], values["ranks"]
    start = 0 if key is None else next((at for at, one in enumerate(zip(ranks, hits, strict=True)) if one < key), len(hits))
    rows = _rows(sql, values | {"hits": hits[start : start + FIRST_HITS], "ranks": ranks[start : start + FIRST_HITS]})
    if len(rows) <= size and len(hits) > start + FIRST_HITS:
        rows = _rows(sql, values | {"hits": hits[start:], "ranks": ranks[start:]})
    return rows


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _cursor(asked: Asked) -> tuple[Any, int] | None:
    values = read_cursor(asked.cursor) if asked.cursor else None
    if values is None or len(values) != 3 or values[0] != asked.in_order or not isinstance(values[2], int):
        return None
    return values[1], values[2]


def _counted(asked: Asked, query: str, audiences: Sequence[int], *, on: dt.date) -> Counts:
    """The sum over the reader's audiences, of what is kept of the question or counted now."""
    if asked.text and not query:
        return {}
    question = [asked.view, query, sorted(asked.chosen.items()), asked.by, on.isoformat()]
    digest = hashlib.sha256(json.dumps(question).encode()).hexdigest()[:24]
    name = f"bibliotheque:{digest}:{_generation()}"
    parts: dict[int, Counts] | None = _kept_here(name)
    if parts is None:
        parts = cache.get(name)
        if parts is None:
            parts = _count(asked, query, on)
            cache.set(name, parts, KEPT_SECONDS)
        _keep_here(name, parts)
    return _sum(parts[audience] for audience in audiences if audience in parts)


def _generation() -> int:
    return once((GENERATION,), lambda: int(cache.get(GENERATION, 0)))


# The newest questions in this process, each with the moment until which it holds: nothing to fetch, nothing to unpack.
_here: "OrderedDict[str, tuple[float, Any]]" = OrderedDict()


def _kept_here(name: str) -> Any:
    held = _here.get(f"{cache.key_prefix}{name}")
    return held[1] if held is not None and held[0] > time.monotonic() else None


def _keep_here(name: str, part: Any) -> None:
    _here[f"{cache.key_prefix}{name}"] = (time.monotonic() + KEPT_SECONDS, part)
    while len(_here) > MOST_KEPT:
        try:
            _here.popitem(last=False)
        except KeyError:  # another thread gave it up meanwhile
            return


def _count(asked: Asked, query: str, on: dt.date) -> dict[int, Counts]:
    """By audience, all of them: the open ones are nearly all of the work, and the next reader finds theirs counted."""
    parts: dict[int, Counts] = {}
    with connection.cursor() as cursor:
        cursor.execute(rules.counts_sql(asked, words=bool(query)), _values(asked, query, (), on))
        for facet, audience, value, french, english, number in cursor.fetchall():
            parts.setdefault(audience, {}).setdefault(facet, {})[value] = (french, english, number)
    return parts


def _sum(parts: Iterable[Counts]) -> Counts:
    """The largest part (the network's) is taken as it is; the others are added to a copy."""
    ordered = sorted((part for part in parts if part), key=lambda part: -_total(part))
    if len(ordered) < 2:
        return ordered[0] if ordered else {}
    total = {facet: dict(values) for facet, values in ordered[0].items()}
    for part in ordered[1:]:
        for facet, values in part.items():
            into = total.setdefault(facet, {})
            for value, (french, english, number) in values.items():
                into[value] = (french, english, number + (into[value][2] if value in into else 0))
    return total


def _total(counts: Counts) -> int:
    return counts["total"][""][2] if "total" in counts else 0


def _facet(key: str, asked: Asked, found: dict[str, tuple[str, str, int]], whole: bool) -> Facet:
    """The values in force first, also those that no sheet has; then the commonest."""
    chosen = list(dict.fromkeys(asked.chosen.get(key, [])))
    others = [(row[2], value) for value, row in found.items() if value not in chosen]
    shown = sorted(others, reverse=True) if whole else heapq.nlargest(SHOWN_VALUES, others)
    values = [(value, found[value][2] if value in found else 0) for value in chosen]
    values += [(value, number) for number, value in shown]
    made = (
        Value(value, _label(key, value, *found.get(value, ("", "", 0))[:2]), number, value in chosen)
        for value, number in values
    )
    return Facet(key, tuple(made), more=len(shown) < len(others))


def _label(facet: str, value: str, french: str, english: str) -> str:
    if facet in _WORDS:
        return str(_WORDS[facet].get(value, value))
    return in_language(french, english) or value


def forget_counts() -> None:
    """Count anew from now on."""
    try:
        cache.incr(GENERATION)
    except ValueError:
        cache.set(GENERATION, 1, None)
