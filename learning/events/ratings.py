"""Ratings asked, given, taken back."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class RatingEvent(Event):
    request_id: int
    person_id: int
    rater_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class RatingAsked(RatingEvent):
    pass


@dataclasses.dataclass(frozen=True, kw_only=True)
class RatingDue(RatingEvent):
    """Half of the time is over, or tomorrow is the last day: the rater is reminded."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class RatingAnswered(RatingEvent):
    """`pooled`: it made what the peers say appear, so that the person hears of them together and of nobody alone."""

    kind: str
    pooled: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class RatingClosed(RatingEvent):
    """Declined, withdrawn or lapsed: nothing is asked of the rater any more."""
