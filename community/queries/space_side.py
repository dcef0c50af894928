"""What the page of a space shows beside its threads, in one statement: shelf, next event, waiting questions, invitation."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from community.models import Event, ShelfItem, Space, SpaceInvitation
from community.queries import shelf
from core.addresses import address
from core.database import prepared
from people.models import Attachment, Person

QUESTIONS = 5

_SIDE = """
SELECT
  (SELECT jsonb_agg(to_jsonb(item) || jsonb_build_object('file', CASE WHEN file.id IS NOT NULL THEN
     jsonb_build_object('key', file.key, 'name', file.name, 'extension', file.extension) END)
     ORDER BY item.position, item.id)
   FROM community_shelfitem item LEFT JOIN people_attachment file ON file.id = item.attachment_id
   WHERE item.space_id = %(space)s),
  (SELECT jsonb_build_object('id', id, 'title', title, 'language', language, 'mode', mode, 'place', place,
     'starts_at', starts_at)
   FROM community_event WHERE space_id = %(space)s AND state = 'published' AND ends_at > %(at)s
   ORDER BY starts_at, id LIMIT 1),
  (SELECT jsonb_agg(to_jsonb(question) ORDER BY created_at DESC, id DESC) FROM (
     SELECT thread.id, thread.title, thread.language, thread.created_at, given_name, family_name
     FROM community_thread thread JOIN people_person author ON author.id = thread.author_id
     WHERE thread.space_id = %(space)s AND thread.kind = 'question' AND thread.reply_count = 0
       AND thread.accepted_id IS NULL AND thread.deleted_at IS NULL
     ORDER BY thread.created_at DESC, thread.id DESC LIMIT %(questions)s) AS question),
  (SELECT jsonb_build_object('id', invitation.id, 'message', invitation.message, 'given_name', given_name,
     'family_name', family_name)
   FROM community_spaceinvitation invitation LEFT JOIN people_person host ON host.id = invitation.invited_by_id
   WHERE invitation.space_id = %(space)s AND invitation.person_id = %(person)s AND invitation.state = 'pending'
     AND invitation.expires_at > %(at)s)
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question of the space that nobody has answered yet."""

    pk: int
    title: str
    language: str
    created_at: dt.datetime
    given_name: str
    family_name: str

    @property
    def author_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def get_absolute_url(self) -> str:
        return address("community:thread-detail", self.pk)


@dataclass(frozen=True)
class Side:
    """`shelf`: what the person may open of it, in its order; `next_event`: the soonest that is not over; `questions`: the
    newest first; `invitation`: a living one of this person, with `invited_by` and `space`."""

    shelf: list[shelf.Shelved]
    next_event: Event | None
    questions: list[Waiting]
    invitation: SpaceInvitation | None


def side_of(space: Space, viewer: Person, *, at: dt.datetime) -> Side:
    """For a viewer who may read the space; one more statement per kind of text that is pinned."""
    items, event, questions, invitation = _row(space.pk, viewer.pk, at)
    return Side(
        shelf=shelf.shelved([_item(row) for row in _json(items)], viewer),
        next_event=_event(_json(event)),
        questions=[_waiting(row) for row in _json(questions)],
        invitation=_invitation(_json(invitation), space),
    )


@prepared
def _row(space_id: int, person_id: int, at: dt.datetime) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_SIDE, {"space": space_id, "person": person_id, "at": at, "questions": QUESTIONS})
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def _json(value: Any) -> Any:
    return (json.loads(value) if isinstance(value, str) else value) or []


def _item(row: dict[str, Any]) -> ShelfItem:
    file = row["file"] and Attachment(**row["file"])
    kept = ("id", "kind", "title", "note", "url", "content_type_id", "object_id")
    return ShelfItem(**{name: row[name] for name in kept}, attachment=file or None)


def _event(row: dict[str, Any]) -> Event | None:
    return Event(**row | {"starts_at": dt.datetime.fromisoformat(row["starts_at"])}) if row else None


def _waiting(row: dict[str, Any]) -> Waiting:
    moment = dt.datetime.fromisoformat(row["created_at"])
    return Waiting(row["id"], row["title"], row["language"], moment, row["given_name"], row["family_name"])


def _invitation(row: dict[str, Any], space: Space) -> SpaceInvitation | None:
    if not row:
        return None
    named = row["given_name"] is not None
    host = Person(given_name=row["given_name"], family_name=row["family_name"]) if named else None
    return SpaceInvitation(id=row["id"], message=row["message"], invited_by=host, space=space)
