"""Who holds which profile; versions written by the loader. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProfileVersionWritten(Event):
    profile_id: int
    version_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    """What stays the same through all versions was corrected: name, code, family, rank, job class, CNP."""

    profile_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class HoldingChanged(Event):
    """`profile_id` is None when the person holds no profile any more."""

    person_id: int
    profile_id: int | None
