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
FEW = 10


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a source says of one thing. `keywords` count like the title; `text` is plain text, also the excerpt's ground."""

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


class SearchSource(Protocol):
    """A kind of findable thing. `facet`: the kind of result it counts as, whose own source gives `label` and `template`.

    `bulky` kinds (many rows) get a branch of the query of their own, so that the planner sees their statistics.
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
  (kind, facet, object_id, group_id, audience, language, title, text, extra, weight, at, vector)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s,
  setweight(to_tsvector('french', %s), 'A') || setweight(to_tsvector('french', %s), 'C'))
ON CONFLICT (kind, object_id) DO UPDATE SET facet = excluded.facet, group_id = excluded.group_id,
  audience = excluded.audience, language = excluded.language, title = excluded.title, text = excluded.text,
  extra = excluded.extra, weight = excluded.weight, at = excluded.at, vector = excluded.vector
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
    facet = sources[kind].facet
    rows = [
        (
            kind, facet, doc.object_id, doc.group_id or doc.object_id, doc.audience, doc.language, doc.title[:300],
            doc.text[:MAX_TEXT], json.dumps(doc.extra), doc.weight, doc.at,
            search_text(f"{doc.title} {doc.keywords}"), search_text(doc.text[:MAX_TEXT]),
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


_BRANCH = """
(SELECT id, facet, group_id, weight, at, vector FROM core_searchentry
 WHERE kind = ANY(%(kinds{number})s) AND vector @@ to_tsquery('french', %(query)s)
   AND (audience = 0 OR audience = ANY(%(audiences)s))
 ORDER BY at DESC, id DESC LIMIT %(candidates)s)
"""
_FIND = """
WITH candidate AS MATERIALIZED ({branches}), ranked AS (
  SELECT id, facet, group_id, at,
    ts_rank_cd('{{0.1,0.3,0.5,1.0}}', vector, to_tsquery('french', %(query)s), 1) * weight
      + CASE WHEN vector @@ to_tsquery('french', %(every)s) THEN 100 ELSE 0 END AS score
  FROM candidate
), best AS (
  SELECT DISTINCT ON (facet, group_id) id, facet, at, score FROM ranked ORDER BY facet, group_id, score DESC, id
), counted AS (
  SELECT *, count(*) OVER (PARTITION BY facet) AS of_facet FROM best
), shown AS (
  SELECT * FROM counted WHERE %(facet)s = '' OR facet = %(facet)s
  ORDER BY score DESC, at DESC, id LIMIT %(limit)s OFFSET %(offset)s
)
SELECT e.kind, e.facet, e.object_id, e.group_id, e.title, e.text, e.language, e.extra, e.at, s.score
FROM shown s JOIN core_searchentry e USING (id) ORDER BY s.score DESC, s.at DESC, e.id
"""
_COLUMNS = ("kind", "facet", "object_id", "group_id", "title", "text", "language", "extra", "at", "score")
_COUNTS = """
SELECT facet, count(DISTINCT group_id) FROM ({branches}) AS candidate GROUP BY facet
"""


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

    At most CANDIDATES newest matches per branch are ranked (cover density, title weighted above text).
    """
    every = tsquery(text, prefix=prefix)
    if not every:
        return Results([], {}, False)
    if not any_word:
        results = _ask(every, every, audiences, facet, limit, offset, counts)
        if " & " not in every or max(sum(results.counts.values()), len(results.hits)) >= FEW:
            return results
    return _ask(tsquery(text, prefix=prefix, any_word=True), every, audiences, facet, limit, offset, counts)


def _branches() -> tuple[str, dict[str, Any]]:
    small = [source.key for source in sources if not source.bulky]
    groups = [group for group in [small, *([source.key] for source in sources if source.bulky)] if group]
    sql = " UNION ALL ".join(_BRANCH.format(number=number) for number in range(len(groups)))
    return sql, {f"kinds{number}": group for number, group in enumerate(groups)}


def _ask(query: str, every: str, audiences: Sequence[int], facet: str, limit: int, offset: int, counts: bool) -> Results:
    """Ask for `query`; what also answers `every` comes first."""
    branches, parameters = _branches()
    if not branches:
        return Results([], {}, False)
    parameters |= {
        "query": query, "every": every, "audiences": list(audiences), "candidates": CANDIDATES,
        "facet": facet, "limit": limit, "offset": offset,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(branches=branches), parameters)
        hits = [Hit(**dict(zip(_COLUMNS, row, strict=True))) for row in cursor.fetchall()]
        for hit in hits:
            hit.extra = _decoded(hit.extra)
        found: dict[str, int] = {}
        if counts and (hits or facet):
            cursor.execute(_COUNTS.format(branches=branches), parameters)
            found = dict(cursor.fetchall())
    return Results(hits, found, capped=any(number >= COUNT_CAP for number in found.values()))


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
