"""Showing one's plan to somebody until a date, and taking it back. Also to the line of management; to who recruits, not."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.actions.plans import PlanRefused
from learning.events import PlanShown
from learning.models import Plan
from learning.permissions.plans import can_receive_plans
from learning.queries.plan_sharing import label_of
from people.actions import grants
from people.models import Grant, Person


@transaction.atomic
def show_plan(*, by: Person, plan: Plan, grantee: Person, until: dt.date, at: dt.datetime) -> Grant:
    """One that exists gets the new date. Raises PlanRefused."""
    if plan.person_id != by.pk:
        raise PermissionDenied
    if not can_receive_plans(grantee, timezone.localdate(at)):
        sentence = _("%(name)s recrute\xa0: aucun plan de développement ne peut lui être montré.")
        raise PlanRefused(sentence % {"name": grantee.name}, "grantee")
    try:
        grant = grants.give(person=by, grantee=grantee, target=plan, label=label_of(plan), until=until, at=at)
    except grants.GrantRefused as refusal:
        raise PlanRefused(str(refusal.sentence), "grantee") from refusal
    publish(PlanShown(plan_id=plan.pk, person_id=by.pk, grantee_id=grantee.pk, grant_id=grant.pk, at=at))
    return grant


def take_back(*, by: Person, grant: Grant, at: dt.datetime) -> None:
    """At once. What was agreed and said stays with the person."""
    grants.revoke(by=by, grant=grant, at=at)
