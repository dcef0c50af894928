"""What an address asks of the catalogue, and the SQL that answers it (queries/course_list.py runs it).

Conditions speak of `course` (learning_course); their values are named parameters. A facet’s values are alternatives, facets
narrow one another. A session is open while it is planned or sure, has not begun and still takes requests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from learning.models.courses import ENOUGH_RATINGS

TITLE, SOONEST, RATED, NEWEST, RELEVANT = "titre", "prochaine", "avis", "recentes", "pertinentes"
ORDERS = (TITLE, SOONEST, RATED, NEWEST)
HALF_DAY, DAY, TWO_DAYS = 240, 480, 960
FACETS = (
    "formule", "niveau", "seances", "groupe", "competence", "duree", "cout", "langue", "approbation", "dispensateur",
    "etiquette",
)  # fmt: skip

OPEN = (
    "session.state IN ('planned', 'sure') AND session.starts_at > %(at)s "
    "AND coalesce(session.closes_at, session.starts_at) > %(at)s"
)
# At one's own pace, and something is there to follow.
AT_ONCE = (
    "course.kind = 'self_paced' AND (course.url <> '' OR EXISTS ("
    "SELECT 1 FROM learning_courseedition edition WHERE edition.course_id = course.id))"
)
_DURATION = (
    f"CASE WHEN course.minutes <= {HALF_DAY} THEN 'demi' WHEN course.minutes <= {DAY} THEN 'jour' "
    f"WHEN course.minutes <= {TWO_DAYS} THEN 'deux' ELSE 'plus' END"
)
_COST = "CASE WHEN course.cost_cents = 0 THEN 'gratuit' ELSE 'payant' END"
_FAR = 9_000_000_000
# order → key, whether it goes down
_KEYS = {
    TITLE: ('course.sort_key COLLATE "C"', False),
    SOONEST: (f"coalesce(extract(epoch FROM opened.starts_at)::bigint, {_FAR})", False),
    RATED: (
        f"CASE WHEN course.rating_count >= {ENOUGH_RATINGS} "
        "THEN (course.rating_sum::bigint * 10000 / course.rating_count) * 100000 + least(course.rating_count, 99999) "
        "ELSE 0 END",
        True,
    ),
    NEWEST: ("extract(epoch FROM course.created_at)::bigint", True),
    RELEVANT: ("hit.rank", True),
}  # fmt: skip
CONDITIONS = {
    "competence": (
        "course.id IN (SELECT raised.course_id FROM learning_courseraise raised "
        "JOIN competencies_competency one ON one.id = raised.competency_id "
        "WHERE one.code = ANY(%(competence)s::text[]))"
    ),
    "groupe": (
        "course.id IN (SELECT raised.course_id FROM learning_courseraise raised "
        "JOIN competencies_competency one ON one.id = raised.competency_id "
        "JOIN competencies_competencygroup family ON family.id = one.group_id WHERE family.code = ANY(%(groupe)s::text[]))"
    ),
    "formule": "course.kind = ANY(%(formule)s::text[])",
    "niveau": "course.level::text = ANY(%(niveau)s::text[])",
    "seances": (
        "('a-venir' = ANY(%(seances)s::text[]) AND opened.course_id IS NOT NULL "
        "OR 'places' = ANY(%(seances)s::text[]) AND opened.places)"
    ),
    "duree": f"{_DURATION} = ANY(%(duree)s::text[])",
    "cout": f"{_COST} = ANY(%(cout)s::text[])",
    "langue": "(course.language = 'both' OR course.language = ANY(%(langue)s::text[]))",
    "approbation": "course.approval = ANY(%(approbation)s::text[])",
    "dispensateur": "course.provider_id::text = ANY(%(dispensateur)s::text[])",
    "etiquette": (
        "course.id IN (SELECT tagged.object_id FROM competencies_topictagged tagged "
        "JOIN competencies_topic topic ON topic.id = tagged.tag_id "
        "WHERE tagged.content_type_id = %(type)s AND topic.slug = ANY(%(etiquette)s::text[]))"
    ),
}
# Raises a competency that the reader lacks: begins below the level aimed at, leads above the one reached.
_FOR_GAPS = (
    "course.id IN (SELECT raised.course_id FROM learning_courseraise raised "
    "JOIN unnest(%(gaps)s::bigint[], %(reached)s::int[], %(aimed)s::int[]) AS gap(id, reached, aimed) "
    "ON gap.id = raised.competency_id WHERE raised.from_level < gap.aimed AND raised.to_level > gap.reached)"
)
HITS = """
SELECT entry.object_id, (ts_rank_cd('{0.1,0.3,0.5,1.0}', entry.vector, to_tsquery('french', %(query)s), 1) * 1000000)::bigint
FROM core_searchentry entry WHERE entry.kind = 'course' AND entry.vector @@ to_tsquery('french', %(query)s)
"""
_JOIN_HITS = "JOIN unnest(%(hits)s::bigint[], %(ranks)s::bigint[]) AS hit(object_id, rank) ON hit.object_id = course.id"
_OPENED = f"""LEFT JOIN (
  SELECT session.course_id, min(session.starts_at) AS starts_at, bool_or(session.taken < session.seats) AS places
  FROM learning_session session WHERE {OPEN} GROUP BY 1
) AS opened ON opened.course_id = course.id"""  # noqa: S608 (constants)

# What each facet counts: the value of `base` (NULL counts nothing), a join that gives it, then the words of that value.
_GROUPS = {
    "formule": ("base.kind", "", "counted.value, '', ''", ""),
    "niveau": (
        "base.level", "", "counted.value::text, named.name_fr, named.name_en",
        "JOIN competencies_level named ON named.rank = counted.value "
        "AND named.framework_id = (SELECT id FROM competencies_framework WHERE current)",
    ),
    "duree": ("base.duration", "", "counted.value, '', ''", ""),
    "cout": ("base.cost", "", "counted.value, '', ''", ""),
    "approbation": ("base.approval", "", "counted.value, '', ''", ""),
    "langue": (
        "spoken.value",
        "JOIN LATERAL (SELECT unnest("
        "CASE base.language WHEN 'both' THEN ARRAY['fr', 'en'] ELSE ARRAY[base.language::text] END)"
        " AS value) AS spoken ON true",
        "counted.value, '', ''", "",
    ),
    "seances": (
        "opening.value",
        "JOIN LATERAL (SELECT unnest("
        "ARRAY[CASE WHEN base.opened THEN 'a-venir' END, CASE WHEN base.places THEN 'places' END])"
        " AS value) AS opening ON opening.value IS NOT NULL",
        "counted.value, '', ''", "",
    ),
    "dispensateur": (
        "base.provider_id", "", "giver.id::text, giver.name, giver.name",
        "JOIN learning_provider giver ON giver.id = counted.value",
    ),
    "competence": (
        "raised.competency_id", "JOIN learning_courseraise raised ON raised.course_id = base.id",
        "one.code, one.name_fr, one.name_en",
        "JOIN competencies_competency one ON one.id = counted.value AND one.retired_at IS NULL",
    ),
    "groupe": (
        "family.group_id",
        "JOIN LATERAL (SELECT DISTINCT one.group_id FROM learning_courseraise raised "
        "JOIN competencies_competency one ON one.id = raised.competency_id AND one.retired_at IS NULL "
        "WHERE raised.course_id = base.id) AS family ON true",
        "named.code, named.name_fr, named.name_en", "JOIN competencies_competencygroup named ON named.id = counted.value",
    ),
    "etiquette": (
        "tagged.tag_id",
        "JOIN competencies_topictagged tagged ON tagged.object_id = base.id AND tagged.content_type_id = %(type)s",
        "topic.slug, topic.name, topic.name_en", "JOIN competencies_topic topic ON topic.id = counted.value",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What an address asks: words, values by facet, in which order, where to go on. `gaps`: of the reader, who asks for
    courses that close them: competency, level reached, level aimed at."""

    text: str = ""
    chosen: Mapping[str, list[str]] = field(default_factory=dict)
    order: str = ""
    cursor: str = ""
    gaps: Sequence[tuple[int, int, int]] | None = None

    @property
    def in_order(self) -> str:
        """The order in force: what fits the words best unless one chose."""
        if self.order in ORDERS:
            return self.order
        return RELEVANT if self.text else TITLE

    @property
    def values(self) -> dict[str, Any]:
        gaps = self.gaps or ()
        columns = {name: [gap[at] for gap in gaps] for at, name in enumerate(("gaps", "reached", "aimed"))}
        return {**self.chosen, **columns}


def order_sql(asked: Asked, *, words: bool) -> str:
    """Every course that the question leaves, in its order: rows of key and number. `words`: a query is given."""
    key, down = _KEYS[order_of(asked, words=words)]
    where, way = _where(asked, asked.chosen), "DESC" if down else "ASC"
    return f"""
    SELECT {key} AS key, course.id FROM learning_course course {_JOIN_HITS if words else ""} {_OPENED}
    WHERE {where} ORDER BY 1 {way}, 2 {way}
    """  # noqa: S608 (constants)


def order_of(asked: Asked, *, words: bool) -> str:
    return asked.in_order if words or asked.in_order != RELEVANT else TITLE


def goes_down(order: str) -> bool:
    return _KEYS[order][1]


def counts_sql(asked: Asked, *, words: bool) -> str:
    """Every facet with its values, and the total: rows of facet, value, French, English, number.

    A facet is counted among what the other facets leave.
    """
    marks = "".join(f", ({CONDITIONS[name]}) AS on_{name}" for name in asked.chosen)
    base = f"""base AS MATERIALIZED (
      SELECT course.id, course.kind, course.level, course.language, course.approval, course.provider_id,
        {_DURATION} AS duration, {_COST} AS cost, opened.course_id IS NOT NULL AS opened, opened.places{marks}
      FROM learning_course course {_JOIN_HITS if words else ""} {_OPENED} WHERE {_where(asked, {})}
    )"""  # noqa: S608 (constants)
    parts = [_group(name, asked) for name in FACETS]
    parts.append(f"SELECT 'total', '', '', '', count(*) FROM base WHERE {_others('', asked)}")  # noqa: S608
    return f"WITH {base}\n" + "\nUNION ALL\n".join(parts)


def _where(asked: Asked, chosen: Mapping[str, list[str]]) -> str:
    gaps = [_FOR_GAPS] if asked.gaps is not None else []
    return " AND ".join(["course.state = 'published'", *gaps, *(CONDITIONS[name] for name in chosen)])


def _group(name: str, asked: Asked) -> str:
    value, join, words, labels = _GROUPS[name]
    return f"""
    SELECT '{name}', {words}, counted.number FROM (
      SELECT {value} AS value, count(*) AS number FROM base {join} WHERE {_others(name, asked)} GROUP BY 1
    ) AS counted {labels}
    """  # noqa: S608 (constants)


def _others(name: str, asked: Asked) -> str:
    return " AND ".join(["TRUE", *(f"base.on_{other}" for other in asked.chosen if other != name)])
