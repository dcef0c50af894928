"""What happens to invitations, in the past tense."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class PeopleInvited(Event):
    """One person, or one batch of a round: as many ids as invitations are new (or were sent again)."""

    invitation_ids: tuple[int, ...]
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class InvitationRoundStarted(Event):
    round_id: int
    space_id: int
    by_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class InvitationWanted(Event):
    """The invitation was too old when the person came: they ask for another."""

    invitation_id: int
    space_id: int
    person_id: int
