"""What a mail may quote of a text that somebody is told of: read when the mail leaves, by who gets it."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from activity.queries.notification_kinds import Passage
from community.models import Reply
from community.queries.readership import threads_for
from community.queries.work_passages import of_work
from core.markdown import plain
from people.models import Person

if TYPE_CHECKING:
    from activity.models import Notification

LENGTH = 400
ABOUT_REPLIES = ("reply", "accepted")


class TextPassages:
    """The beginning of the thread or reply that a notice's fact names (`thread:4`, `reply:7`, `accepted:7`), by its id.

    What was deleted meanwhile, or is open to the viewer no more, is left out. At most three queries whatever their number.
    """

    def __call__(self, notices: "Sequence[Notification]", viewer: Person) -> dict[int, Passage]:
        quoted = _passages({notice.pk: (viewer.pk, *_named(notice.event_key)) for notice in notices})
        return quoted | of_work((notice, viewer.pk) for notice in notices)

    def for_readers(self, notices: "Sequence[Notification]") -> dict[int, Passage]:
        """Each for the person of its notice."""
        quoted = _passages({notice.pk: (notice.person_id, *_named(notice.event_key)) for notice in notices})
        return quoted | of_work((notice, notice.person_id) for notice in notices)


of_texts = TextPassages()


def _passages(named: dict[int, tuple[int, str, int]]) -> dict[int, Passage]:
    """`named`: by the notice's id, its reader, what it is about and the number of that."""
    quoted = {number for _viewer, what, number in named.values() if what in ABOUT_REPLIES}
    rows = Reply.objects.filter(pk__in=quoted, deleted_at=None).only("pk", "thread_id", "body", "language") if quoted else ()
    replies = {reply.pk: reply for reply in rows}
    threads = {number for _viewer, what, number in named.values() if what == "thread"}
    threads |= {reply.thread_id for reply in replies.values()}
    readable = threads_for(threads, {viewer for viewer, _what, _number in named.values()})
    said = cache(lambda text, language: Passage(plain(text, LENGTH), language))
    found: dict[int, Passage] = {}
    for pk, (viewer, what, number) in named.items():
        open_to, reply = readable[viewer], replies.get(number)
        if what == "thread" and number in open_to:
            found[pk] = said(open_to[number].body, open_to[number].language)
        elif what in ABOUT_REPLIES and reply is not None and reply.thread_id in open_to:
            found[pk] = said(reply.body, reply.language)
    return found


def _named(event_key: str) -> tuple[str, int]:
    what, _colon, number = event_key.partition(":")
    return what, int(number) if number.isdigit() else 0
