"""Questions that nobody has answered yet and that a person could answer: from what they follow and where they belong.

Only what one follows or joined by oneself is read: it is not profiling, and each row says why it is there.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from activity.models import Subscription
from community.models import Thread
from competencies.models import Competency, Topic
from competencies.models.frameworks import in_language
from core.addresses import address
from core.database import prepared
from people.models import Person

RECENT = dt.timedelta(days=90)

# Each branch is bounded by an index: the newest unanswered of each own space, the newest lines of each followed topic or
# competency. A question that several reasons bring keeps the most telling one: competency, then topic, then space.
_OPEN = """
WITH candidate AS (
  SELECT t.id, 3 AS place, s.name AS why_fr, '' AS why_en
  FROM community_membership m JOIN community_space s ON s.id = m.space_id
  CROSS JOIN LATERAL (
    SELECT id FROM community_thread
    WHERE space_id = s.id AND deleted_at IS NULL AND kind = 'question' AND accepted_id IS NULL AND reply_count = 0
      AND created_at > %(since)s ORDER BY created_at DESC, id DESC LIMIT %(limit)s + 3
  ) AS t
  WHERE m.person_id = %(person)s AND s.archived_at IS NULL
  UNION ALL
  SELECT line.object_id, CASE WHEN sub.content_type_id = %(competency)s THEN 1 ELSE 2 END,
    COALESCE(topic.name, competency.name_fr), COALESCE(topic.name_en, competency.name_en)
  FROM activity_subscription sub
  LEFT JOIN competencies_topic topic ON sub.content_type_id = %(topic)s AND topic.id = sub.object_id
  LEFT JOIN competencies_competency competency ON sub.content_type_id = %(competency)s AND competency.id = sub.object_id
  CROSS JOIN LATERAL (
    SELECT l.object_id FROM activity_feedsource source JOIN activity_feedline l ON l.id = source.line_id
    WHERE source.source_type_id = sub.content_type_id AND source.source_id = sub.object_id AND source.at > %(since)s
      AND l.content_type_id = %(thread)s
    ORDER BY source.at DESC, source.line_id DESC LIMIT 30
  ) AS line
  WHERE sub.person_id = %(person)s AND sub.content_type_id IN (%(topic)s, %(competency)s) AND sub.level <> 'none'
), chosen AS (
  SELECT DISTINCT ON (id) id, place, why_fr, why_en FROM candidate ORDER BY id, place
)
SELECT t.id, t.title, t.language, t.created_at, s.name, s.slug, chosen.place, chosen.why_fr, chosen.why_en
FROM chosen JOIN community_thread t ON t.id = chosen.id JOIN community_space s ON s.id = t.space_id
WHERE t.deleted_at IS NULL AND t.kind = 'question' AND t.accepted_id IS NULL AND t.reply_count = 0 AND t.closed_at IS NULL
  AND t.created_at > %(since)s AND t.author_id <> %(person)s AND s.archived_at IS NULL
  AND t.author_id NOT IN (SELECT object_id FROM activity_subscription
    WHERE person_id = %(person)s AND content_type_id = %(people)s AND level = 'none')
  AND EXISTS (SELECT 1 FROM community_membership m WHERE m.space_id = s.id AND m.person_id = %(person)s
              UNION ALL SELECT 1 WHERE s.access = 'open')
ORDER BY t.created_at DESC, t.id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True)
class OpenQuestion:
    """A question and why it is proposed: `reason` is competency, topic or space; `why` its name."""

    pk: int
    title: str
    language: str
    created_at: dt.datetime
    space_name: str
    space_slug: str
    reason: str
    why: str

    @property
    def url(self) -> str:
        return address("community:thread-detail", self.pk)

    @property
    def space_url(self) -> str:
        return address("community:space-detail", self.space_slug)


@prepared
def i_could_answer(person: Person, *, at: dt.datetime, limit: int = 4) -> list[OpenQuestion]:
    """The newest of the last three months, but of whom the person muted; one query."""
    types = ContentType.objects.get_for_models(Topic, Competency, Thread, Person)
    parameters: dict[str, Any] = {
        "person": person.pk, "since": at - RECENT, "limit": limit,
        "topic": types[Topic].pk, "competency": types[Competency].pk, "thread": types[Thread].pk,
        "people": types[Person].pk,
    }  # fmt: skip
    reasons = {1: "competency", 2: "topic", 3: "space"}
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, parameters)
        return [_question(row, reasons) for row in cursor.fetchall()]


def _question(row: tuple[Any, ...], reasons: dict[int, str]) -> OpenQuestion:
    return OpenQuestion(row[0], row[1], row[2], row[3], row[4], row[5], reasons[row[6]], in_language(row[7], row[8]))


@prepared
def follows_anything(person: Person) -> bool:
    """Whether the person is in a space or follows a thing: else there is nothing to propose from."""
    return Subscription.objects.filter(person=person).exists()


# Along the index thread_of_author; home asks it at each look.
_MINE = """
SELECT t.id, t.title, t.reply_count FROM community_thread t JOIN community_space s ON s.id = t.space_id
WHERE t.author_id = %(person)s AND t.created_at > %(since)s AND t.kind = 'question' AND t.accepted_id IS NULL
  AND t.reply_count > 0 AND t.deleted_at IS NULL AND t.closed_at IS NULL AND s.archived_at IS NULL
ORDER BY t.created_at DESC LIMIT 1
"""


@prepared
def mine_without_choice(person: Person, *, at: dt.datetime) -> Thread | None:
    """The person's newest open question of the last three months that has replies and no accepted answer."""
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {"person": person.pk, "since": at - RECENT})
        row = cursor.fetchone()
    return Thread(pk=row[0], title=row[1], reply_count=row[2]) if row else None
