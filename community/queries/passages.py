"""What a mail may quote of a text that somebody is told of: read when the mail leaves, by who gets it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from activity.queries.notification_kinds import Passage
from community.models import Reply, Thread
from core.markdown import plain
from people.models import Person

if TYPE_CHECKING:
    from activity.models import Notification

LENGTH = 400


def of_texts(notices: "Sequence[Notification]", viewer: Person) -> dict[int, Passage]:
    """By the notice's id: the beginning of the thread or reply that its fact names (`thread:4`, `reply:7`, `accepted:7`).

    What was deleted meanwhile, or is open to the viewer no more, is left out. At most three queries whatever their number.
    """
    named = {notice.pk: _named(notice.event_key) for notice in notices}
    threads = {number for what, number in named.values() if what == "thread"}
    replies = {number for what, number in named.values() if what in ("reply", "accepted")}
    found: dict[tuple[str, int], Passage] = {}
    if threads:
        for thread in Thread.objects.visible_to(viewer).filter(pk__in=threads).only("pk", "body", "language"):
            found["thread", thread.pk] = Passage(plain(thread.body, LENGTH), thread.language)
    if replies:
        readable = Thread.objects.visible_to(viewer)
        rows = Reply.objects.filter(pk__in=replies, deleted_at=None, thread__in=readable).only("pk", "body", "language")
        for reply in rows:
            found["reply", reply.pk] = found["accepted", reply.pk] = Passage(plain(reply.body, LENGTH), reply.language)
    return {pk: found[name] for pk, name in named.items() if name in found}


def _named(event_key: str) -> tuple[str, int]:
    what, _colon, number = event_key.partition(":")
    return what, int(number) if number.isdigit() else 0
