"""Spaces of the small world beyond its three corners: a private one with invitations, shelves, a round, an export."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from community.actions import exports, invitations, memberships, shelf, spaces, threads
from community.enums import JobState, SpaceAccess
from community.models import InvitationRound, ShelfItem, Space, SpaceExport, SpaceInvitation, Thread

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Spaces:
    """Inès holds a living invitation to `private`, Hugo's was withdrawn; Amina is in it, Chloé facilitates."""

    private: Space
    thread: Thread
    invited: SpaceInvitation
    late: SpaceInvitation
    shelved: ShelfItem
    hidden_shelved: ShelfItem
    round: InvitationRound
    export: SpaceExport


def tell_more_spaces(world: "World", *, hidden_word: str, confided_word: str) -> Spaces:
    cast, at = world.cast, world.at
    private = spaces.create_space(by=cast.chloe, name="Espace privé", access=SpaceAccess.PRIVATE, summary="Privé.", at=at)
    memberships.add_member(by=cast.chloe, space=private, person=cast.amina, at=at)
    thread = threads.post_thread(
        by=cast.amina, space=private, kind="discussion", title="Fil privé", body=f"Entre nous : {hidden_word}.", at=at
    )
    invited = invitations.invite(by=cast.chloe, space=private, person=cast.ines, message=f"Mot : {confided_word}.", at=at)
    late = invitations.invite(by=cast.chloe, space=private, person=cast.hugo, at=at)
    late = invitations.withdraw(by=cast.chloe, invitation=late, at=at)
    opened, closed = world.open.space, world.hidden.space
    shelved = shelf.pin_link(by=cast.chloe, space=opened, title="Guide", url="https://exemple.test/", at=at)
    hidden = shelf.pin_link(by=cast.chloe, space=closed, title=f"Guide {hidden_word}", url="https://exemple.test/", at=at)
    round_ = InvitationRound.objects.create(space=opened, by=cast.chloe, state=JobState.DONE, created_at=at)
    export = exports.ask(by=cast.chloe, space=opened, at=at)
    SpaceExport.objects.filter(pk=export.pk).update(state=JobState.FAILED)
    return Spaces(private, thread, invited, late, shelved, hidden, round_, export)
