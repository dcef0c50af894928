"""What happened to people, in the past tense. Ids only."""

import dataclasses
import datetime as dt

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonJoined(Event):
    """A person became a member (invitation accepted, account made at sign-in, or imported)."""

    person_id: int
    organisation_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PeopleJoined(Event):
    """Many became members at once, by an import: one event for all of them."""

    person_ids: list[int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """What colleagues see of a person changed: name, role, organisation, profile parts."""

    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PeopleChanged(Event):
    """Many changed at once, by an import."""

    person_ids: list[int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonReturned(Event):
    """The person looked at the home page again after days away; `away_since`: their last look before."""

    person_id: int
    away_since: dt.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonLeft(Event):
    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    role_held_id: int
    person_id: int
    role: str
    organisation_id: int | None
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    role_held_id: int
    person_id: int
    role: str
    organisation_id: int | None
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class ManagerSet(Event):
    """`manager_id` is None when the person reports to nobody any more."""

    person_id: int
    manager_id: int | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ManagersSet(Event):
    """The managers of many changed at once, by an import."""

    person_ids: list[int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Event):
    """An organisation was made or changed."""

    organisation_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class InvitationSent(Event):
    """An address was offered a place: its mail is due."""

    invitation_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AccountMailWritten(Event):
    """A mail of sign-in waits in the cache under `key` (codes and links never stand in the database)."""

    key: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class ConsentDecided(Event):
    """A member accepted one purpose or took that back; what was inferred for it goes when `choice` is « withdrawn »."""

    person_id: int
    purpose: str
    choice: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class GrantEnded(Event):
    """What one member let another see is closed again."""

    grant_id: int
    person_id: int
    grantee_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """The private part of a person is gone, the name too: what shows a stored name is to be written anew."""

    person_id: int
