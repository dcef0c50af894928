"""What was already asked or written down about the question that somebody is typing.

Cheap enough to be asked while one types: ids from the search's index of titles and texts (core.search.alike), then one
statement for their states. Read by whoever types: nothing of a space that they do not read.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from activity.queries.targets import type_id
from community.models import Thread
from core.addresses import address
from core.database import prepared
from core.search import Hit, alike, present, sources
from people.models import Person
from people.queries.audiences import closed_audience_ids

SHOWN = 6
# Kinds beside threads that answer a question; those that no app has registered are left out.
WRITTEN = ("practice",)
WRITTEN_SHOWN = 3
# Of what was typed: the title, then the beginning of the text while the title is short.
ENOUGH_WORDS, BEGINNING = 4, 300

_STATES = """
SELECT thread.id, thread.title, thread.language, space.name, thread.reply_count, thread.accepted_id IS NOT NULL,
  EXISTS (SELECT 1 FROM activity_subscription followed WHERE followed.person_id = %(person)s
    AND followed.content_type_id = %(type)s AND followed.object_id = thread.id AND followed.level <> 'none')
FROM community_thread thread JOIN community_space space ON space.id = thread.space_id
WHERE thread.id = ANY(%(ids)s::bigint[]) AND thread.deleted_at IS NULL AND thread.kind = 'question'
  AND (space.access = 'open' OR EXISTS (
    SELECT 1 FROM community_membership member WHERE member.space_id = space.id AND member.person_id = %(person)s))
"""


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


def similar(person: Person, title: str, body: str = "") -> list[Similar]:
    """Answered questions, sheets, questions that were talked about, open ones; each the most alike first."""
    text = title if len(title.split()) >= ENOUGH_WORDS else f"{title} {body[:BEGINNING]}"
    audiences = closed_audience_ids(person)
    threads = [hit.object_id for hit in alike("thread", text, audiences=audiences, limit=2 * SHOWN)]
    questions = _questions(person, threads)
    sheets = _sheets(person, text, audiences)
    by_state = {state: [one for one in questions if one.state == state] for state in ("answered", "discussed", "open")}
    answered = by_state["answered"][:SHOWN]
    return [*answered, *sheets, *by_state["discussed"], *by_state["open"]][: SHOWN + len(sheets)]


@prepared
def _questions(person: Person, ids: list[int]) -> list[Similar]:
    if not ids:
        return []
    values: dict[str, Any] = {"ids": ids, "person": person.pk, "type": type_id(Thread)}
    with connection.cursor() as cursor:
        cursor.execute(_STATES, values)
        found = {row[0]: _question(*row) for row in cursor.fetchall()}
    return [found[number] for number in ids if number in found]


def _question(pk: int, title: str, language: str, place: str, replies: int, accepted: bool, followed: bool) -> Similar:
    state = "answered" if accepted else "discussed" if replies else "open"
    return Similar(pk, state, title, language, place, address("community:thread-detail", pk), replies, followed)


def _sheets(person: Person, text: str, audiences: list[int]) -> list[Similar]:
    """What its own source may show this person, by its title and address."""
    hits: list[Hit] = []
    for kind in WRITTEN:
        if kind in sources:
            hits += alike(kind, text, audiences=audiences, limit=WRITTEN_SHOWN)
    return [
        Similar(hit.object_id, "sheet", hit.title, hit.language, "", str(hit.shown["url"]))
        for hit in present(hits, person)
        if hit.shown.get("url")
    ]
