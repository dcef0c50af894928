"""Kinds of lines in the feed: how the app that owns the thing shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from activity.queries.feed import Line
from core.registry import Registry
from people.models import Person


@dataclass(frozen=True)
class Mark:
    """What one line is to one viewer, outside of the card that all share. `unread`: how many new things in it."""

    unread: int = 0
    never_opened: bool = False
    following: bool = False


class FeedKind(Protocol):
    """One kind, registered in the owning app's `panels.py` under the `kind` that its lines carry. Kinds of one class and
    template are asked together.

    A card is the same for everybody who may read the line, and is kept for a few minutes per language: nothing in `load`
    or in `template` may depend on the viewer. What does, stands in `marks`. `label` heads the filter of the feed; "" leaves
    the kind out of the filter.
    """

    key: str
    order: int
    label: Any
    template: str

    def load(self, lines: Sequence[Line], viewer: Person) -> dict[int, dict[str, Any]]:
        """The shared card of each line by `line.id`, in one query (see components/feed_card.html)."""

    def marks(self, lines: Sequence[Line], viewer: Person) -> dict[int, Mark]:
        """What each line is to this viewer, in one query; a line that is left out is read."""


feed_kinds: Registry[FeedKind] = Registry("genres de lignes du fil")
