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


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a source says of one thing. `keywords` count like the title; `text` is plain text, also the excerpt's ground."""

    object_id: int
    title: str
    at: dt.datetime
    text: str = ""
    keywords: str = ""
    parent_id: int = 0
    audience: int = EVERYONE
    language: str = "fr"
    weight: float = 1.0
    extra: dict[str, Any] = field(default_factory=dict)


class SearchSource(Protocol):
    """A kind of findable thing. `key` names the kind; `template` renders one result; `label` is the facet's words."""

    key: str
    order: int
    label: Any
    template: str

    def documents(self, ids: Sequence[int] | None) -> Iterable[Document]:
        """Documents of these ids (those that are gone or hidden are left out), or of everything."""

    def present(self, person: Any, hits: list["Hit"]) -> None:
        """Add to `hit.shown` what the template needs, in one query for all hits; drop none."""


@dataclass
class Hit:
    """One result: the stored entry, where to read it, and what its source added for showing."""

    kind: str
    object_id: int
    parent_id: int
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
INSERT INTO core_searchentry (kind, object_id, parent_id, audience, language, title, text, extra, weight, at, vector)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s,
  setweight(to_tsvector('french', %s), 'A') || setweight(to_tsvector('french', %s), 'C'))
ON CONFLICT (kind, object_id) DO UPDATE SET parent_id = excluded.parent_id, audience = excluded.audience,
  language = excluded.language, title = excluded.title, text = excluded.text, extra = excluded.extra,
  weight = excluded.weight, at = excluded.at, vector = excluded.vector
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
    rows = [
        (
            kind, doc.object_id, doc.parent_id, doc.audience, doc.language, doc.title[:300], doc.text[:20_000],
            json.dumps(doc.extra), doc.weight, doc.at,
            search_text(f"{doc.title} {doc.keywords}"), search_text(doc.text[:20_000]),
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
  SELECT id, kind, object_id, parent_id, title, text, language, extra, at, weight, vector
  FROM core_searchentry
  WHERE vector @@ to_tsquery('french', %(query)s) AND (audience = 0 OR audience = ANY(%(audiences)s))
  ORDER BY at DESC, id DESC LIMIT %(candidates)s
), ranked AS (
  SELECT *, ts_rank_cd('{0.1,0.3,0.5,1.0}', vector, to_tsquery('french', %(query)s), 1) * weight AS score FROM candidate
), best AS (
  SELECT DISTINCT ON (kind, CASE WHEN parent_id = 0 THEN -object_id ELSE parent_id END) *
  FROM ranked ORDER BY kind, CASE WHEN parent_id = 0 THEN -object_id ELSE parent_id END, score DESC, id
)
SELECT kind, object_id, parent_id, title, text, language, extra, at, score, count(*) OVER (PARTITION BY kind)
FROM best ORDER BY score DESC, at DESC, id
"""


def find(
    text: str,
    *,
    audiences: Sequence[int],
    kind: str | None = None,
    limit: int = 20,
    offset: int = 0,
    prefix: bool = False,
) -> Results:
    """What these readers may find. All words must occur; when none has all, any word counts. Rank: newest 500 only."""
    for any_word in (False, True):
        query = tsquery(text, prefix=prefix, any_word=any_word)
        if not query:
            return Results([], {}, False)
        rows = _rows(query, audiences)
        if rows or " & " not in query:
            break
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[0]] = int(row[9])
    chosen = [row for row in rows if kind is None or row[0] == kind][offset : offset + limit]
    hits = [
        Hit(r[0], r[1], r[2], r[3], r[4], r[5], json.loads(r[6]) if isinstance(r[6], str) else r[6], r[7], r[8])
        for r in chosen
    ]
    return Results(hits, counts, capped=sum(counts.values()) >= COUNT_CAP)


def _rows(query: str, audiences: Sequence[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _FIND,
            {"query": query, "audiences": list(audiences), "candidates": CANDIDATES},
        )
        return list(cursor.fetchall())
