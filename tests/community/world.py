"""The spaces of the community's tests, made by the verbs themselves.

Chloé facilitates all four; Amina and Bruno are members; David is a stranger everywhere.
"""

from dataclasses import dataclass

from community.actions import memberships, spaces
from community.enums import SpaceAccess
from community.models import Space
from core.models import OutboxRow
from tests.cast import NOW, Cast


@dataclass
class World:
    open: Space
    request: Space
    private: Space
    hidden: Space

    def of(self, access: str) -> Space:
        space: Space = getattr(self, access)
        return space


def make_space(cast: Cast, access: str, name: str = "") -> Space:
    space = spaces.create_space(by=cast.chloe, name=name or f"Espace {access}", access=access, summary="Résumé.", at=NOW)
    for person in (cast.amina, cast.bruno):
        memberships.add_member(by=cast.chloe, space=space, person=person, at=NOW)
    return Space.objects.get(pk=space.pk)


def make_world(cast: Cast) -> World:
    """What these entries would announce is left out: each test hears of its own acts alone."""
    world = World(*(make_space(cast, access.value) for access in SpaceAccess))
    OutboxRow.objects.all().delete()
    return world
