"""Intervention plans: what happened to them."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProposalAsked(Event):
    """The optimiser has its question: a worker answers."""

    proposal_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class InterventionAdopted(Event):
    """A plan is the one that counts. `organisation_id` None: the government's."""

    intervention_id: int
    organisation_id: int | None
    by_id: int
