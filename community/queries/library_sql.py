"""What an address asks of the library of practice sheets, and the SQL that answers it (queries/library.py runs it).

Conditions speak of `sheet` (community_practicepage); their values are named parameters. A facet’s values are alternatives,
facets narrow one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CURRENT, TO_REVIEW, ARCHIVED = "", "a-revoir", "archivees"
NEWEST, USEFUL, REUSED, RELEVANT = "recentes", "utiles", "reprises", "pertinentes"
ORDERS = (NEWEST, USEFUL, REUSED)

_KEYS = {
    NEWEST: ("sheet.published_at", "timestamptz"),
    USEFUL: ("sheet.useful_count", "bigint"),
    REUSED: ("sheet.reuse_count", "bigint"),
    RELEVANT: ("hit.rank", "bigint"),
}
_VIEWS = {
    CURRENT: "sheet.state = 'published'",
    TO_REVIEW: "sheet.state = 'published' AND sheet.review_on <= %(on)s::date",
    ARCHIVED: "sheet.state = 'archived'",
}
CONDITIONS = {
    "canal": "sheet.channel = ANY(%(canal)s::text[])",
    "maturite": "sheet.maturity = ANY(%(maturite)s::text[])",
    "organisation": (
        "sheet.organisation_id IN (SELECT id FROM people_organisation WHERE acronym = ANY(%(organisation)s::text[]))"
    ),
    "competence": (
        "sheet.page_ptr_id IN (SELECT link.practicepage_id FROM community_practicepage_competencies link "
        "JOIN competencies_competency one ON one.id = link.competency_id WHERE one.code = ANY(%(competence)s::text[]))"
    ),
    "etiquette": (
        "sheet.page_ptr_id IN (SELECT tagged.object_id FROM competencies_topictagged tagged "
        "JOIN competencies_topic topic ON topic.id = tagged.tag_id "
        "WHERE tagged.content_type_id = %(type)s AND topic.slug = ANY(%(etiquette)s::text[]))"
    ),
    "espace": "sheet.space_id IN (SELECT id FROM community_space WHERE slug = ANY(%(espace)s::text[]))",
    "langue": "sheet.language = ANY(%(langue)s::text[])",
    "licence": "sheet.licence = ANY(%(licence)s::text[])",
}
_BY = (
    "sheet.page_ptr_id IN (SELECT page_id FROM community_practiceauthor WHERE person_id = %(by)s "
    "UNION ALL SELECT page_ptr_id FROM community_practicepage WHERE person_owner_id = %(by)s)"
)
# What has the words, found once for everybody (core.search; marks of blocks of numbers stand in every entry of a bulky kind,
# with them the index gives sheets alone). Ranking reads whole vectors: only the newest are.
HITS = """
WITH matched AS MATERIALIZED (
  SELECT entry.id, entry.object_id, entry.at FROM core_searchentry entry
  WHERE entry.bulky AND entry.kind = 'practice' AND entry.vector @@ (to_tsquery('french', %(query)s) && (
    SELECT string_agg(quote_literal('~practice' || block), '|')::tsquery FROM generate_series(
      0, (SELECT max(object_id) >> 13 FROM core_searchentry WHERE kind = 'practice')) AS block))
), newest AS MATERIALIZED (
  SELECT id FROM matched ORDER BY at DESC, id DESC LIMIT %(ranked)s
), ranked AS (
  SELECT entry.id, (ts_rank_cd('{0.1,0.3,0.5,1.0}', entry.vector, to_tsquery('french', %(query)s), 1) * entry.weight
    * 1000000)::bigint AS rank
  FROM newest JOIN core_searchentry entry USING (id)
)
SELECT matched.object_id, coalesce(ranked.rank, 0) FROM matched LEFT JOIN ranked USING (id) ORDER BY 2 DESC, 1 DESC
"""
_JOIN_HITS = (
    "JOIN unnest(%(hits)s::bigint[], %(ranks)s::bigint[]) AS hit(object_id, rank) ON hit.object_id = sheet.page_ptr_id"
)

# By fit: the hits in their order, each looked up by its number, until the page is full (left alone, the planner would read
# every sheet).
_BY_FIT = """(
  SELECT * FROM unnest(%(hits)s::bigint[], %(ranks)s::bigint[]) AS hit(object_id, rank) ORDER BY rank DESC, object_id DESC
) AS hit CROSS JOIN LATERAL (
  SELECT * FROM community_practicepage sheet WHERE sheet.page_ptr_id = hit.object_id OFFSET 0
) AS sheet"""

# What each facet counts: the value of `base`, then the words of that value.
_GROUPS = {
    "canal": ("base.channel", "", "counted.value, '', ''", ""),
    "maturite": ("base.maturity", "", "counted.value, '', ''", ""),
    "langue": ("base.language", "", "counted.value, '', ''", ""),
    "licence": ("base.licence", "", "counted.value, '', ''", ""),
    "organisation": (
        "base.organisation_id", "", "place.acronym, place.acronym, place.acronym",
        "JOIN people_organisation place ON place.id = counted.value",
    ),
    "espace": (
        "base.space_id", "", "space.slug, space.name, space.name", "JOIN community_space space ON space.id = counted.value",
    ),
    "competence": (
        "link.competency_id", "JOIN community_practicepage_competencies link ON link.practicepage_id = base.id",
        "one.code, one.name_fr, one.name_en", "JOIN competencies_competency one ON one.id = counted.value",
    ),
    "etiquette": (
        "tagged.tag_id",
        "JOIN competencies_topictagged tagged ON tagged.object_id = base.id AND tagged.content_type_id = %(type)s",
        "topic.slug, topic.name, topic.name_en", "JOIN competencies_topic topic ON topic.id = counted.value",
    ),
}  # fmt: skip
FACETS = ("canal", "competence", "etiquette", "organisation", "maturite", "espace", "langue", "licence")


@dataclass(frozen=True)
class Asked:
    """What an address asks: words, values by facet, which sheets, in which order, of whom, where to go on."""

    text: str = ""
    chosen: Mapping[str, list[str]] = field(default_factory=dict)
    view: str = CURRENT
    order: str = ""
    by: int = 0
    cursor: str = ""

    @property
    def in_order(self) -> str:
        """The order in force: what fits the words best unless one chose."""
        if self.order in ORDERS:
            return self.order
        return RELEVANT if self.text else NEWEST


def rows_sql(asked: Asked, *, columns: str, joins: str, words: bool, after: bool) -> str:
    """One page: the sheets along their index first, then what a card shows of those few. Ends with the key of the order.

    `words`: a query is given; `after`: there is a cursor (%(key)s, %(number)s).
    """
    order = asked.in_order if words or asked.in_order != RELEVANT else NEWEST
    key, kind = _KEYS[order]
    number = "hit.object_id" if order == RELEVANT else "sheet.page_ptr_id"
    source = f"community_practicepage sheet {_JOIN_HITS if words else ''}" if order != RELEVANT else _BY_FIT
    where = _where(asked, dict(asked.chosen))
    if after:
        where += f" AND ({key}, {number}) < (%(key)s::{kind}, %(number)s::bigint)"
    return f"""
    SELECT {columns}, sheet.key FROM (
      SELECT sheet.*, {key} AS key FROM {source} WHERE {where}
      ORDER BY {key} DESC, {number} DESC LIMIT %(limit)s
    ) AS sheet {joins}
    ORDER BY sheet.key DESC, sheet.page_ptr_id DESC
    """  # noqa: S608 (constants)


def counts_sql(asked: Asked, *, words: bool) -> str:
    """Every facet with its values by audience, and the total: rows of facet, audience, value, French, English, number.

    A facet is counted among what the other facets leave.
    """
    marks = "".join(f", ({CONDITIONS[name]}) AS on_{name}" for name in asked.chosen)
    hit = _JOIN_HITS if words else ""
    base = f"""base AS MATERIALIZED (
      SELECT sheet.page_ptr_id AS id, sheet.audience_id AS audience, sheet.organisation_id, sheet.space_id, sheet.channel,
        sheet.maturity, sheet.language, sheet.licence{marks}
      FROM community_practicepage sheet {hit} WHERE {_where(asked, {}, of_all=True)}
    )"""  # noqa: S608 (constants)
    parts = [_group(name, asked) for name in FACETS]
    parts.append(
        f"SELECT 'total', base.audience, '', '', '', count(*) FROM base WHERE {_others('', asked)} GROUP BY 2"  # noqa: S608
    )
    return f"WITH {base}\n" + "\nUNION ALL\n".join(parts)


def _where(asked: Asked, chosen: Mapping[str, list[str]], *, of_all: bool = False) -> str:
    """`of_all`: sheets of every audience (counts, kept by audience), not of those of one reader."""
    parts = [_VIEWS.get(asked.view, _VIEWS[CURRENT])]
    if not of_all:
        parts.append("sheet.audience_id = ANY(%(audiences)s::bigint[])")
    if asked.by:
        parts.append(_BY)
    return " AND ".join([*parts, *(CONDITIONS[name] for name in chosen)])


def _group(name: str, asked: Asked) -> str:
    value, join, words, labels = _GROUPS[name]
    return f"""
    SELECT '{name}', counted.audience, {words}, counted.number FROM (
      SELECT base.audience, {value} AS value, count(*) AS number FROM base {join} WHERE {_others(name, asked)} GROUP BY 1, 2
    ) AS counted {labels}
    """  # noqa: S608 (constants)


def _others(name: str, asked: Asked) -> str:
    return " AND ".join(["TRUE", *(f"base.on_{other}" for other in asked.chosen if other != name)])
