"""« Proposer une modification », in the past tense. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class ChangeProposed(Event):
    change_id: int
    profile_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ChangeAnswered(Event):
    change_id: int
    profile_id: int
    accepted: bool
    by_id: int
