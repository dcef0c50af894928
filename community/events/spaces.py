"""What happens to spaces and their members, in the past tense. Ids only; every id that a subscriber elsewhere needs."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpaceCreated(Event):
    space_id: int
    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpaceChanged(Event):
    """`audience_changed`: who may read it changed, so everything that hangs on it is read by others now.
    `mentioned_ids`: who is named in the words of welcome and was not before."""

    space_id: int
    person_id: int
    audience_changed: bool
    mentioned_ids: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpaceFellQuiet(Event):
    """Nothing was written in it for long."""

    space_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpaceExportAsked(Event):
    export_id: int
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class SpaceExported(Event):
    """The archive waits, or making it failed (`failed`)."""

    export_id: int
    space_id: int
    by_id: int
    failed: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """`by_id`: who let the person in; the person themself when they joined alone."""

    space_id: int
    person_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    space_id: int
    person_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class JoinRequested(Event):
    request_id: int
    space_id: int
    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class JoinAnswered(Event):
    request_id: int
    space_id: int
    person_id: int
    by_id: int
    accepted: bool
