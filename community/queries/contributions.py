"""What a member wrote lately, as far as somebody else may read it: one statement, for a line each on the profile."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from community.enums import SpaceAccess, ThreadKind
from core.addresses import address
from core.database import prepared
from people.models import Person


@dataclass(frozen=True)
class Contribution:
    """A thread opened, or a reply (`reply_id` is not 0), with the space it stands in."""

    thread_id: int
    reply_id: int
    title: str
    space: str
    kind: str
    accepted: bool
    at: dt.datetime

    @property
    def url(self) -> str:
        """Where it stands: of a long thread, the page that holds the reply."""
        thread = address("community:thread-detail", self.thread_id)
        return f"{thread}?reponse={self.reply_id}#reponse-{self.reply_id}" if self.reply_id else thread

    @property
    def is_reply(self) -> bool:
        return self.reply_id != 0

    @property
    def is_question(self) -> bool:
        return self.kind == ThreadKind.QUESTION


# Each half walks its index of the author from the newest on (thread_of_author, reply_of_author) and stops early.
_NEWEST = """
WITH readable AS (
  SELECT id FROM community_space WHERE access = %(open)s
  UNION SELECT space_id FROM community_membership WHERE person_id = %(viewer)s
)
(SELECT t.id, 0::bigint, t.title, s.name, t.kind, false, t.created_at AS at
 FROM community_thread t JOIN community_space s ON s.id = t.space_id
 WHERE t.author_id = %(author)s AND t.deleted_at IS NULL AND t.space_id IN (SELECT id FROM readable)
 ORDER BY t.created_at DESC, t.id DESC LIMIT %(limit)s)
UNION ALL
(SELECT t.id, r.id, t.title, s.name, t.kind, t.accepted_id IS NOT DISTINCT FROM r.id, r.created_at
 FROM community_reply r JOIN community_thread t ON t.id = r.thread_id JOIN community_space s ON s.id = t.space_id
 WHERE r.author_id = %(author)s AND r.deleted_at IS NULL AND t.deleted_at IS NULL AND t.space_id IN (SELECT id FROM readable)
 ORDER BY r.created_at DESC, r.id DESC LIMIT %(limit)s)
ORDER BY at DESC LIMIT %(limit)s
"""


@prepared
def newest(author: Person, viewer: Person, limit: int = 5) -> list[Contribution]:
    """The author's newest threads and replies that the viewer may read, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"author": author.pk, "viewer": viewer.pk, "open": SpaceAccess.OPEN.value, "limit": limit})
        return [Contribution(*row) for row in cursor.fetchall()]
