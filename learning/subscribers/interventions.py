"""What follows from questions to the optimiser and from adoptions. In a worker; each handler may run twice."""

from functools import partial

from celery import current_app
from django.db import transaction
from django.utils import timezone

from activity.actions.notifications import notify
from core.events import subscribe
from learning.events import InterventionAdopted, ProposalAsked
from learning.models import Intervention
from people.enums import RoleKind
from people.queries.roles import holders


@subscribe(ProposalAsked)
def compute_proposal(event: ProposalAsked) -> None:
    send = partial(current_app.send_task, "learning.compute_proposal", args=(event.proposal_id,), retry=False)
    transaction.on_commit(send, robust=True)


@subscribe(InterventionAdopted)
def tell_of_adoption(event: InterventionAdopted) -> None:
    """The strategic team, and the leads of the ministry (of all, for the government); not who adopted it."""
    plan = Intervention.objects.select_related("organisation").get(pk=event.intervention_id)
    today = timezone.localdate(event.at)
    leads = holders(RoleKind.SECTORAL_LEAD, today, plan.organisation).values_list("pk", flat=True)
    readers = dict.fromkeys(leads, "sectoral_lead")
    readers |= dict.fromkeys(holders(RoleKind.STRATEGIC_TEAM, today).values_list("pk", flat=True), "strategic_team")
    readers.pop(event.by_id, None)
    notify(
        kind="learning.intervention_adopted",
        event_key=f"intervention:{plan.pk}:{event.at.isoformat()}",
        recipients=list(readers.items()),
        actor=None,
        target=None,
        audience_id=None,
        url=plan.get_absolute_url(),
        at=event.at,
        data={"label": plan.name_fr, "label_en": plan.name_en},
    )
