"""Courses as cards of lists: read in one statement, drawn once for everybody (a card holds nothing of who reads)."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from competencies.models.frameworks import in_language
from core.addresses import address
from core.templatetags.formatting import day
from learning.enums import CourseKind, CourseLanguage
from learning.models.courses import ENOUGH_RATINGS
from learning.queries.course_sql import AT_ONCE, OPEN

_COLUMNS = f"""
course.id, course.key, course.title_fr, course.title_en, course.summary_fr, course.summary_en, course.kind, course.language,
course.minutes, course.level, course.cost_cents, course.approval, course.rating_sum, course.rating_count, course.state,
giver.name, next.starts_at, next.seats_left, {AT_ONCE}, raised.rows
"""
_JOINS = f"""
JOIN learning_provider giver ON giver.id = course.provider_id
LEFT JOIN LATERAL (
  SELECT session.starts_at, greatest(session.seats - session.taken, 0) AS seats_left FROM learning_session session
  WHERE session.course_id = course.id AND {OPEN} ORDER BY session.starts_at, session.id LIMIT 1
) AS next ON true
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_array(one.code, one.name_fr, one.name_en, raising.from_level, raising.to_level)
    ORDER BY one."order", one.code) AS rows
  FROM learning_courseraise raising JOIN competencies_competency one ON one.id = raising.competency_id
  WHERE raising.course_id = course.id AND one.retired_at IS NULL
) AS raised ON true
"""  # noqa: S608 (constants)
_BY_ID = f"""
SELECT {_COLUMNS} FROM learning_course course {_JOINS}
WHERE course.id = ANY(%(ids)s::bigint[]) AND course.state <> 'draft'
"""  # noqa: S608 (constants)


@dataclass(frozen=True, slots=True)
class Raised:
    """A competency that a course raises, in the words of both languages."""

    code: str
    name_fr: str
    name_en: str
    from_level: int
    to_level: int

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course in a list. `next_at`, `seats_left`: of the next session that takes requests, if there is one. `at_once`:
    it can be begun at one's own pace."""

    pk: int
    key: str
    title_fr: str
    title_en: str
    summary_fr: str
    summary_en: str
    kind: str
    language: str
    minutes: int
    level: int
    cost_cents: int
    approval: str
    rating_sum: int
    rating_count: int
    state: str
    provider: str
    next_at: dt.datetime | None
    seats_left: int | None
    at_once: bool
    raises: tuple[Raised, ...]

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)

    @property
    def summary(self) -> str:
        return in_language(self.summary_fr, self.summary_en)

    @property
    def text_language(self) -> str:
        """Of the title as it is shown: French where nobody wrote it in English."""
        return "en" if self.title != self.title_fr else "fr"

    @property
    def kind_label(self) -> str:
        return str(CourseKind(self.kind).label)

    @property
    def language_label(self) -> str:
        return str(CourseLanguage(self.language).label)

    @property
    def self_paced(self) -> bool:
        return self.kind == CourseKind.SELF_PACED

    @property
    def average(self) -> float | None:
        """Of five; None while too few have said."""
        return self.rating_sum / self.rating_count if self.rating_count >= ENOUGH_RATINGS else None

    def get_absolute_url(self) -> str:
        return address("learning:course-detail", self.key)


def _card(row: Sequence[Any]) -> CourseCard:
    """From the columns above, in their order."""
    raises = row[19]
    found = json.loads(raises) if isinstance(raises, str) else raises or ()
    return CourseCard(*(*row[:19], tuple(Raised(*one) for one in found)))


def cards_by_id(ids: Sequence[int], at: dt.datetime) -> dict[int, CourseCard]:
    """In one query."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BY_ID, {"ids": list(ids), "at": at})
        return {row[0]: _card(row) for row in cursor.fetchall()}


def availability_of(card: CourseCard) -> str:
    """« Prochaine séance le 3 mars, 4 places », « À votre rythme »."""
    if card.self_paced:
        return gettext("À votre rythme") if card.at_once else gettext("À votre rythme, pas encore ouverte")
    if card.next_at is None:
        return gettext("Aucune séance annoncée")
    on = day(timezone.localdate(card.next_at), year=False)
    if not card.seats_left:
        return gettext("Prochaine séance le %(day)s, complète") % {"day": on}
    words = ngettext(
        "Prochaine séance le %(day)s, %(count)d place", "Prochaine séance le %(day)s, %(count)d places", card.seats_left
    )
    return words % {"day": on, "count": card.seats_left}
