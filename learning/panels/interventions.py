"""Adopted intervention plans on the needs map, as a forecast; actions that a member answers for, among their data."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competencies.models import Snapshot
from core.addresses import address
from learning.actions.interventions import release_actions
from learning.enums import ActionState, InterventionState
from learning.models import ExpectedEffect, Intervention
from learning.queries.forecasts import Expected, need_forecasts
from learning.queries.interventions import owned_rows
from learning.rules.interventions import last_day
from people.models import Organisation, Person
from people.queries.registries import DataExporter, data_exporters


@need_forecasts.register_class
class InterventionPlans:
    """Actions that end after the portrait was taken: what ended before is in its figures. Two queries."""

    key, order, label = "interventions", 10, _("Plans d’intervention adoptés")

    def expected(
        self, viewer: Person, snapshot: Snapshot, organisation: Organisation | None, at: dt.datetime
    ) -> Sequence[Expected]:
        place = organisation or snapshot.organisation
        plans = Intervention.objects.visible_to(viewer).filter(state=InterventionState.ADOPTED)
        if place is not None:
            plans = plans.filter(organisation=place)
        rows = ExpectedEffect.objects.filter(Q(action__plan__in=plans), ~Q(action__state=ActionState.DROPPED))
        taken = timezone.localdate(snapshot.taken_at)
        found = []
        for row in rows.select_related("action__plan").order_by("action__stage", "pk"):
            action = row.action
            due_on = last_day(action.plan.from_on, action.last_stage)
            if due_on > taken:
                url = address("learning:intervention-detail", action.plan_id)
                found.append(
                    Expected(competency_id=row.competency_id, places=row.people, due_on=due_on, label=action.title, url=url)
                )
        return found


data_exporters.register(
    DataExporter(
        key="intervention-actions", order=58, label=_("Actions de plans d’intervention dont vous répondez"),
        export=owned_rows, erase=release_actions,
    )
)  # fmt: skip
