"""Needs in the small world: one portrait of the government is published, with Farid's ministry in it and another."""

from typing import TYPE_CHECKING

from competencies.models import Snapshot
from tests.factories.needs import published

if TYPE_CHECKING:
    from tests.architecture.world import World


def tell_needs(world: "World") -> Snapshot:
    cast, competency = world.cast, world.competency
    ours, theirs = cast.farid.organisation, cast.chloe.organisation
    return published(
        {competency: (120, 35)}, {ours: {competency: (25, 40)}, theirs: {competency: None}}, at=world.at,
        people={None: 120, ours: 25},
    )  # fmt: skip
