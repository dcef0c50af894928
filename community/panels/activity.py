"""How threads show in the feed, and what members follow or keep of the community."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.queries.feed import Line
from activity.queries.feed_kinds import Mark, feed_kinds
from activity.queries.targets import TargetCard, target_kinds
from community.enums import ThreadKind
from community.models import Space, Thread
from community.queries import threads as thread_queries
from community.queries.readership import spaces_for, threads_for
from people.models import Person


class ThreadLines:
    """One kind of thread in the feed. The card is the same for everybody; what is new in it is the viewer's mark."""

    template = "community/activity/thread_card.html"

    def __init__(self, key: str, order: int, label: Any) -> None:
        self.key, self.order, self.label = key, order, label

    def load(self, lines: Sequence[Line], viewer: Person) -> dict[int, dict[str, Any]]:
        return thread_queries.feed_cards({line.object_id: line.id for line in lines})

    def marks(self, lines: Sequence[Line], viewer: Person) -> dict[int, Mark]:
        unread = thread_queries.unread_counts(viewer, [line.object_id for line in lines])
        return {
            line.id: Mark(unread=unread[line.object_id][0], never_opened=unread[line.object_id][1])
            for line in lines
            if line.object_id in unread
        }


feed_kinds.register(ThreadLines(ThreadKind.QUESTION.value, 10, _("Questions")))
feed_kinds.register(ThreadLines(ThreadKind.DISCUSSION.value, 20, _("Discussions")))


@target_kinds.register_class
class ThreadTarget:
    key, order, icon = "community.thread", 10, "messages-square"
    label = _("Fils")

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = Thread.objects.visible_to(viewer).filter(pk__in=ids).select_related("space")
        return {one.pk: _thread_card(one) for one in found}

    def load_many(self, ids: list[int], viewer_ids: list[int]) -> dict[int, dict[int, TargetCard]]:
        readable = threads_for(ids, viewer_ids)
        drawn = cache(_thread_card)
        return {viewer: {pk: drawn(one) for pk, one in found.items()} for viewer, found in readable.items()}


@target_kinds.register_class
class SpaceTarget:
    key, order, icon = "community.space", 20, "users"
    label = _("Espaces")

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = Space.objects.findable_by(viewer).filter(pk__in=ids)
        return {one.pk: _space_card(one) for one in found}

    def load_many(self, ids: list[int], viewer_ids: list[int]) -> dict[int, dict[int, TargetCard]]:
        findable = spaces_for(ids, viewer_ids)
        drawn = cache(_space_card)
        return {viewer: {pk: drawn(one) for pk, one in found.items()} for viewer, found in findable.items()}


def _thread_card(thread: Thread) -> TargetCard:
    return TargetCard(thread.title, thread.get_absolute_url(), thread.space.name)


def _space_card(space: Space) -> TargetCard:
    return TargetCard(space.name, space.get_absolute_url(), str(space.get_kind_display()))
