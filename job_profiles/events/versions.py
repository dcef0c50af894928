"""The life of a version, in the past tense. Ids only."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class VersionEvent(Event):
    profile_id: int
    version_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class DraftOpened(VersionEvent):
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class VersionSubmitted(VersionEvent):
    """It waits for the decision of the strategic team."""

    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class VersionDecided(VersionEvent):
    """`outcome`: approved, rework or refused."""

    decision_id: int
    outcome: str
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProfileVersionInForce(VersionEvent):
    """From now on it is the reference; the one before is retired."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class VersionRetired(VersionEvent):
    """It is no longer the reference. `by_id` None: another version took its place."""

    by_id: int | None = None
