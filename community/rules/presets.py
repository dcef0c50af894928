"""The four presets of a space: each fixes who finds it, who joins how, who reads what. Nothing else decides these three.

Permissions, querysets, forms and the table of docs/guides/spaces.md are all drawn from here. Keys are values of
`enums.SpaceAccess`.
"""

from dataclasses import dataclass
from enum import Enum


class Circle(Enum):
    """Who: the whole network, or those inside; `DOOR` adds people with a living invitation, who see the door alone."""

    NETWORK = "network"
    DOOR = "door"
    INSIDE = "inside"


class Entry(Enum):
    """How one becomes a member: at once, by a request that a facilitator accepts, by an invitation of a facilitator."""

    FREE = "free"
    REQUEST = "request"
    INVITATION = "invitation"


@dataclass(frozen=True)
class Preset:
    finds: Circle
    joins: Entry
    reads: Circle


PRESETS: dict[str, Preset] = {
    "open": Preset(Circle.NETWORK, Entry.FREE, Circle.NETWORK),
    "request": Preset(Circle.NETWORK, Entry.REQUEST, Circle.INSIDE),
    "private": Preset(Circle.NETWORK, Entry.INVITATION, Circle.INSIDE),
    "hidden": Preset(Circle.DOOR, Entry.INVITATION, Circle.INSIDE),
}
FOUND_BY_ALL = tuple(access for access, preset in PRESETS.items() if preset.finds is Circle.NETWORK)
READ_BY_ALL = tuple(access for access, preset in PRESETS.items() if preset.reads is Circle.NETWORK)


def found_by_all(access: str) -> bool:
    """Everyone may know that the space exists: name, summary, facilitators."""
    return PRESETS[access].finds is Circle.NETWORK


def read_by_all(access: str) -> bool:
    """Everyone reads it: its audience is the network's; else it owns a closed one."""
    return PRESETS[access].reads is Circle.NETWORK


def entry(access: str) -> Entry:
    return PRESETS[access].joins
