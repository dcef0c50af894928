"""Rounds of consultation, in the past tense. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoundEvent(Event):
    round_id: int
    version_id: int
    profile_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsultationOpened(RoundEvent):
    organisation_ids: tuple[int, ...]
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoundExtended(RoundEvent):
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoundClosing(RoundEvent):
    """It closes in `days` days: ministries that have not answered are reminded."""

    days: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoundClosed(RoundEvent):
    """`by_id` None: its last day is over."""

    by_id: int | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class MinistryAnswered(RoundEvent):
    """`edit`: which saved edit of the answer was sent; a changed answer is sent again."""

    answer_id: int
    organisation_id: int
    edit: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ObservationReplied(RoundEvent):
    article_answer_id: int
    organisation_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class CommentPosted(RoundEvent):
    comment_id: int
    by_id: int
