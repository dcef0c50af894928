"""Intervention plans of the small world: one in preparation and one adopted of Farid's ministry, with a proposal; one of the
government in preparation, by Gisèle."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from competencies.models import Snapshot
from learning.enums import ActionKind, ProposalState
from learning.models import Intervention, InterventionAction, InterventionProposal
from tests.factories.interventions import InterventionActionFactory, InterventionFactory, InterventionProposalFactory

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Interventions:
    draft: Intervention
    adopted: Intervention
    government: Intervention
    action: InterventionAction
    running: InterventionAction
    proposal: InterventionProposal


def tell_interventions(world: "World", snapshot: Snapshot) -> Interventions:
    farid, gisele, at = world.cast.farid, world.cast.gisele, world.at
    draft = InterventionFactory(organisation=farid.organisation, created_by=farid, snapshot=snapshot, created_at=at)
    adopted = InterventionFactory(organisation=farid.organisation, created_by=farid, state="adopted", adopted_at=at)
    government = InterventionFactory(organisation=None, created_by=gisele, created_at=at)
    proposal = InterventionProposalFactory(plan=draft, asked_by=farid, state=ProposalState.DONE)
    action, running = (InterventionActionFactory(plan=plan, owner=farid) for plan in (draft, adopted))
    return Interventions(draft, adopted, government, action, running, proposal)


def plan_form(world: "World", me: Any) -> dict[str, Any]:
    scope = "gouvernement" if me == world.cast.gisele else world.cast.farid.organisation_id
    return {
        "scope": scope, "name_fr": "Un plan", "from_on": timezone.localdate().isoformat(), "budget": "1000", "snapshot": "",
        "edit": 0,
    }  # fmt: skip


def action_form(world: "World", me: Any) -> dict[str, Any]:
    return {"kind": ActionKind.GUIDE, "title_fr": "Un guide", "stage": 1, "last_stage": 1, "edit": 0}


def follow_form(world: "World", me: Any) -> dict[str, Any]:
    return {"state": "running", "spent": "", "edit": 0}
