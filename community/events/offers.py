"""Questions offered to members, in the past tense. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class QuestionOffered(Event):
    """One wave: the people who were asked in it."""

    thread_id: int
    space_id: int
    wave: int
    person_ids: tuple[int, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class QuestionLeftToFacilitators(Event):
    """Nobody answered usefully in three waves: the space's facilitators are told."""

    thread_id: int
    space_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class OfferAccepted(Event):
    """`person_id` said that they will answer; `author_id` asked."""

    thread_id: int
    person_id: int
    author_id: int
