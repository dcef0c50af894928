"""The search index: what apps put in, how it is asked.

Each app declares sources in its `search.py`; subscribers call `refresh` when a thing changed. The index knows readers only
as numbers of audiences (0: every member). A query ranks the newest CANDIDATES matches, so that the commonest word costs
about what a rare one does; counts stop at COUNT_CAP. Folding and stemming: core.rules.text, then PostgreSQL's `french`.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import connection

from core.registry import Registry
from core.rules.text import fold, search_text, search_words

CANDIDATES = 500
COUNT_CAP = 500
EVERYONE = 0
MAX_TEXT = 20_000
# Numbers of bulky things stand in blocks of 8,192, by which the database function looks at the newest first.
BLOCK_BITS = 13
FEW = 10


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a source says of one thing. `keywords` count like the title; `text` is plain text, also the excerpt's ground.

    `marks`: where it belongs (a space), so that `groups` may look there alone; letters and figures, found by no word.
    """

    object_id: int
    title: str
    at: dt.datetime
    text: str = ""
    keywords: str = ""
    group_id: int = 0
    audience: int = EVERYONE
    language: str = "fr"
    weight: float = 1.0
    extra: dict[str, Any] = field(default_factory=dict)
    marks: tuple[str, ...] = ()


class SearchSource(Protocol):
    """A kind of findable thing. `facet`: the kind of result it counts as, whose own source gives `label` and `template`.

    `bulky` kinds (many rows, numbered as they come) are looked through from the newest on (core_search_candidates).
    """

    key: str
    order: int
    facet: str
    label: Any
    template: str
    bulky: bool

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        """Documents of these ids (those that are gone or hidden are left out), or of everything."""

    def present(self, viewer: Any, hits: list["Hit"]) -> None:
        """Add to `hit.shown` what the template needs, in a fixed number of queries for all hits."""


@dataclass
class Hit:
    """One result: the entry that matched best, and what its source added for showing."""

    kind: str
    facet: str
    object_id: int
    group_id: int
    title: str
    text: str
    language: str
    extra: dict[str, Any]
    at: dt.datetime
    score: float
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass
class Results:
    """Hits of one page and the counts by kind, each at most COUNT_CAP (`capped` says that there are more)."""

    hits: list[Hit]
    counts: dict[str, int]
    capped: bool


sources: Registry[SearchSource] = Registry("sources de recherche")

_UPSERT = """
INSERT INTO core_searchentry
  (kind, facet, object_id, group_id, audience, language, title, text, extra, weight, at, bulky, vector)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s,
  setweight(to_tsvector('french', %s), 'A') || setweight(to_tsvector('french', %s), 'C') || array_to_tsvector(%s::text[]))
ON CONFLICT (kind, object_id) DO UPDATE SET facet = excluded.facet, group_id = excluded.group_id,
  audience = excluded.audience, language = excluded.language, title = excluded.title, text = excluded.text,
  extra = excluded.extra, weight = excluded.weight, at = excluded.at, bulky = excluded.bulky, vector = excluded.vector
"""


def refresh(kind: str, ids: Sequence[int]) -> None:
    """Write the entries of these things anew; those that their source no longer gives are taken out. Idempotent."""
    if not ids:
        return
    found = list(sources[kind].documents(ids))
    gone = set(ids) - {document.object_id for document in found}
    with connection.cursor() as cursor:
        _write(cursor, kind, found)
        if gone:
            cursor.execute("DELETE FROM core_searchentry WHERE kind = %s AND object_id = ANY(%s)", [kind, list(gone)])


def rebuild(kind: str, *, batch: int = 1000) -> int:
    """Write the whole kind anew; returns how many entries it has."""
    total, waiting = 0, []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_searchentry WHERE kind = %s", [kind])
        for document in sources[kind].documents(None):
            waiting.append(document)
            if len(waiting) >= batch:
                total += _write(cursor, kind, waiting)
                waiting = []
        total += _write(cursor, kind, waiting)
    return total


def _write(cursor: Any, kind: str, documents: list[Document]) -> int:
    facet, bulky = sources[kind].facet, sources[kind].bulky
    rows = [
        (
            kind, facet, doc.object_id, doc.group_id or doc.object_id, doc.audience, doc.language, doc.title[:300],
            doc.text[:MAX_TEXT], json.dumps(doc.extra), doc.weight, doc.at, bulky,
            search_text(f"{doc.title} {doc.keywords}"), search_text(doc.text[:MAX_TEXT]),
            [*([f"~{kind}{doc.object_id >> BLOCK_BITS}"] if bulky else []), *(f"~{mark}" for mark in doc.marks)],
        )
        for doc in documents
    ]  # fmt: skip
    if rows:
        cursor.executemany(_UPSERT, rows)
    return len(rows)


def tsquery(text: str, *, prefix: bool = False, any_word: bool = False) -> str:
    """The query in PostgreSQL's words, or "" when nothing is left to look for. `prefix`: the last word may go on."""
    words = [word for word in search_words(text) if word][:12]
    if not words:
        return ""
    quoted = ["'" + word.replace("'", "") + "'" for word in words]
    last = fold(text).split()[-1] if prefix and text.strip() else ""
    if last and not text.endswith(" "):
        quoted[-1] = f"({quoted[-1]} | '{last.replace(chr(39), '')}':*)" if last.isalnum() else quoted[-1] + ":*"
    return (" | " if any_word else " & ").join(quoted)


_FIND = """
WITH candidate AS MATERIALIZED (
  SELECT * FROM core_search_candidates(
    to_tsquery('french', %(query)s), %(audiences)s::bigint[], %(candidates)s, %(bulky)s::text[], %(prefix)s)
), ranked AS (
  SELECT id, facet, group_id, at,
    ts_rank_cd('{0.1,0.3,0.5,1.0}', vector, to_tsquery('french', %(query)s), 1) * weight
      + CASE WHEN %(strict)s OR vector @@ to_tsquery('french', %(every)s) THEN 100 ELSE 0 END AS score
  FROM candidate
), best AS MATERIALIZED (
  SELECT DISTINCT ON (facet, group_id) id, facet, at, score FROM ranked ORDER BY facet, group_id, score DESC, id
), shown AS (
  SELECT id, score FROM best WHERE %(facet)s = '' OR facet = %(facet)s
  ORDER BY score DESC, at DESC, id LIMIT %(limit)s OFFSET %(offset)s
)
SELECT e.kind, e.facet, e.object_id, e.group_id, e.title, e.text, e.language, e.extra, e.at, s.score, counted.by_facet
FROM (
  SELECT jsonb_object_agg(facet, number) AS by_facet
  FROM (SELECT facet, count(*) AS number FROM best GROUP BY facet) AS facets
) AS counted LEFT JOIN (shown s JOIN core_searchentry e USING (id)) ON true
ORDER BY s.score DESC, e.at DESC, e.id
"""
_COLUMNS = ("kind", "facet", "object_id", "group_id", "title", "text", "language", "extra", "at", "score")


def find(
    text: str,
    *,
    audiences: Sequence[int],
    facet: str = "",
    limit: int = 20,
    offset: int = 0,
    prefix: bool = False,
    counts: bool = True,
    any_word: bool = False,
) -> Results:
    """What these readers may find: what has all words; when fewer than FEW have (or `any_word`), what has some follows.

    At most CANDIDATES newest matches of each bulky kind, and of all others, are ranked (cover density, title above text).
    """
    every = tsquery(text, prefix=prefix)
    if not every:
        return Results([], {}, False)
    if not any_word:
        results = _ask(every, every, audiences, facet, limit, offset, counts, prefix)
        if " & " not in every or max(sum(results.counts.values()), len(results.hits)) >= FEW:
            return results
    return _ask(tsquery(text, prefix=prefix, any_word=True), every, audiences, facet, limit, offset, counts, prefix)


def _ask(
    query: str, every: str, audiences: Sequence[int], facet: str, limit: int, offset: int, counts: bool, prefix: bool
) -> Results:
    """Ask for `query`; what also answers `every` comes first. One statement, counts included."""
    parameters: dict[str, Any] = {
        "query": query, "every": every, "strict": query == every, "audiences": list(audiences), "candidates": CANDIDATES,
        "bulky": [source.key for source in sources if source.bulky], "prefix": prefix, "facet": facet, "limit": limit,
        "offset": offset,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, parameters)
        rows = cursor.fetchall()
    found: dict[str, int] = _decoded(rows[0][-1]) or {} if counts else {}
    hits = [Hit(**dict(zip(_COLUMNS, row, strict=False))) for row in rows if row[0] is not None]
    for hit in hits:
        hit.extra = _decoded(hit.extra)
    return Results(hits, found, capped=any(number >= COUNT_CAP for number in found.values()))


_GROUPS = """
SELECT DISTINCT group_id FROM core_search_candidates(
  to_tsquery('french', %(query)s){mark}, %(audiences)s::bigint[], %(candidates)s, %(bulky)s::text[], false
) WHERE facet = %(facet)s
"""


def groups(text: str, *, audiences: Sequence[int], facet: str, mark: str = "") -> list[int] | None:
    """Numbers of the groups of a facet of which one entry has all words, to narrow a list by: those of the newest CANDIDATES
    matches of each kind, in no order; with a `mark`, of what belongs there alone. None: no words.

    The last word may go on from its third letter: with fewer, PostgreSQL gathers nearly every entry first.
    """
    query = tsquery(text, prefix=len((text.split() or [""])[-1]) >= 3)
    if not query:
        return None
    values: dict[str, Any] = {
        "query": query, "mark": f"'~{mark}'", "audiences": list(audiences), "candidates": CANDIDATES, "facet": facet,
        "bulky": [source.key for source in sources if source.bulky and source.facet == facet],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS.format(mark=" && %(mark)s::tsquery" if mark else ""), values)
        return [row[0] for row in cursor.fetchall()]


def _decoded(value: Any) -> dict[str, Any]:
    """A raw cursor gives jsonb as text or as a value, after the driver's set-up."""
    return json.loads(value) if isinstance(value, str) else value


def present(hits: list[Hit], viewer: Any) -> list[Hit]:
    """Let each source add what its template shows, source by source; what can no longer be shown is dropped."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    for kind, group in by_kind.items():
        sources[kind].present(viewer, group)
    return [hit for hit in hits if hit.shown]
