"""What was already asked or written down about the question that somebody is typing.

Cheap enough to be asked while one types: one statement finds questions and sheets in the search's index of titles and texts
(core.rules.alike) and reads their states of now. Read by whoever types: nothing of a space that they do not read.
"""

from dataclasses import dataclass

from django.db import connection

from activity.queries.targets import type_id
from community.models import Thread
from core.addresses import address
from core.database import prepared
from core.rules.alike import alike, alike_sql
from people.models import Person
from people.queries.audiences import network_audience_id

SHOWN, SHEETS_SHOWN = 4, 2
# Of what was typed: the title, then the beginning of the text while the title is short.
ENOUGH_WORDS, BEGINNING = 4, 300

_CLOSED = "(SELECT ids FROM closed)::bigint[]"
_FIND = f"""
WITH closed AS MATERIALIZED (
  SELECT ARRAY(SELECT audience_id FROM people_audiencemember WHERE person_id = %(person)s) AS ids
), questions AS MATERIALIZED (
  SELECT * FROM {alike_sql("thread", audiences=_CLOSED, limit=2 * SHOWN)} AS found
), sheets AS MATERIALIZED (
  SELECT * FROM {alike_sql("practice", audiences=_CLOSED, limit=SHEETS_SHOWN)} AS found
)
SELECT hit.level, hit.score, hit.at, thread.id,
  CASE WHEN thread.accepted_id IS NOT NULL THEN 'answered' WHEN thread.reply_count > 0 THEN 'discussed' ELSE 'open' END,
  thread.title, thread.language, space.name, thread.reply_count, '',
  EXISTS (SELECT 1 FROM activity_subscription followed WHERE followed.person_id = %(person)s
    AND followed.content_type_id = %(type)s AND followed.object_id = thread.id AND followed.level <> 'none')
FROM questions hit JOIN community_thread thread ON thread.id = hit.object_id
JOIN community_space space ON space.id = thread.space_id
WHERE thread.deleted_at IS NULL AND thread.kind = 'question' AND (space.access = 'open' OR EXISTS (
  SELECT 1 FROM community_membership member WHERE member.space_id = space.id AND member.person_id = %(person)s))
UNION ALL
SELECT hit.level, hit.score, hit.at, page.id, 'sheet', page.title, sheet.language, '', 0, page.slug, false
FROM sheets hit JOIN community_practicepage sheet ON sheet.page_ptr_id = hit.object_id
JOIN wagtailcore_page page ON page.id = sheet.page_ptr_id
WHERE sheet.state IN ('published', 'archived')
  AND (sheet.audience_id = %(network)s OR sheet.audience_id = ANY({_CLOSED}))
ORDER BY 1, 2 DESC, 3 DESC, 4
"""  # noqa: S608 (constants)


@dataclass(frozen=True, slots=True)
class Similar:
    """A question (`state`: answered, discussed, open) or a sheet (`sheet`), where it stands, whether one follows it."""

    pk: int
    state: str
    title: str
    language: str
    place: str
    url: str
    replies: int = 0
    followed: bool = False


@prepared
def similar(person: Person, title: str, body: str = "") -> list[Similar]:
    """Answered questions, sheets, questions that were talked about, open ones; each the most alike first. One query."""
    asked = alike(title if len(title.split()) >= ENOUGH_WORDS else f"{title} {body[:BEGINNING]}")
    if not asked:
        return []
    values = {**asked, "person": person.pk, "network": network_audience_id(), "type": type_id(Thread)}
    by_state: dict[str, list[Similar]] = {"answered": [], "sheet": [], "discussed": [], "open": []}
    with connection.cursor() as cursor:
        cursor.execute(_FIND, values)
        for row in cursor.fetchall():
            one = _similar(*row[3:])
            by_state[one.state].append(one)
    sheets = by_state["sheet"]
    questions = [*by_state["answered"], *by_state["discussed"], *by_state["open"]][:SHOWN]
    answered = len(by_state["answered"][:SHOWN])
    return [*questions[:answered], *sheets, *questions[answered:]]


def _similar(pk: int, state: str, title: str, language: str, place: str, replies: int, slug: str, followed: bool) -> Similar:
    url = address("community:practice-detail", f"{pk}-{slug}") if slug else address("community:thread-detail", pk)
    return Similar(pk, state, title, language, place, url, replies, followed)
