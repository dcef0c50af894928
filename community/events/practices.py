"""What happens to practice sheets, in the past tense. Ids only; every id that a subscriber elsewhere needs."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeEvent(Event):
    """`author_ids`: who wrote it; `credited_ids`: whose replies it was drawn from, with `thread_id` (None: written anew)."""

    page_id: int
    space_id: int
    by_id: int | None
    owner_id: int
    author_ids: tuple[int, ...]
    credited_ids: tuple[int, ...] = ()
    competency_ids: tuple[int, ...] = ()
    thread_id: int | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeDrafted(PracticeEvent):
    """A first draft was saved."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeSubmitted(PracticeEvent):
    """Peers were asked to read it."""

    reviewer_ids: tuple[int, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeReviewed(PracticeEvent):
    """A peer decided; an approval also publishes (PracticePublished follows)."""

    review_id: int
    reviewer_id: int
    approved: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticePublished(PracticeEvent):
    """`number` 1: it is new; more: readers get another version."""

    release_id: int
    number: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeArchived(PracticeEvent):
    """It no longer applies; readers still find it, marked so. `archived` False: it applies again."""

    archived: bool = True


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeWithdrawn(PracticeEvent):
    """Nobody reads it any more: a draft deleted, or taken down by staff."""
