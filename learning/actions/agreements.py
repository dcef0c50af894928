"""The plan as both agree on it: asked by the person, given by somebody to whom the plan is shown, taken back by either."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.outbox import publish
from learning.actions.plans import PlanRefused, changing
from learning.events import AgreementAsked, AgreementGiven, AgreementWithdrawn
from learning.models import Plan, PlanAgreement
from learning.queries.plan_sharing import is_shown_to
from people.models import Person
from people.queries.reporting import ids_above


def ask_agreement(*, by: Person, plan: Plan, partner: Person, at: dt.datetime) -> PlanAgreement:
    """On the plan as it stands. Asked twice, it is one question. Raises PlanRefused for who is not shown the plan."""
    with changing(plan, by) as held:
        if not is_shown_to(plan, partner, at):
            words = _("Montrez d’abord votre plan à %(name)s\xa0: on ne s’entend que sur ce qu’on a lu.")
            raise PlanRefused(words % {"name": partner.name})
        as_manager = partner.pk in ids_above(by, timezone.localdate(at))
        row, made = PlanAgreement.objects.get_or_create(
            plan=held, partner=partner, edit=held.edit, defaults={"asked_at": at, "as_manager": as_manager}
        )
        if row.withdrawn_at is not None:
            row.asked_at, row.agreed_at, row.withdrawn_at, row.as_manager, made = at, None, None, as_manager, True
            row.save()
        if made:
            publish(AgreementAsked(plan_id=plan.pk, person_id=by.pk, agreement_id=row.pk, partner_id=partner.pk, at=at))
    return row


@transaction.atomic
def give_agreement(*, by: Person, agreement: PlanAgreement, edit: int, at: dt.datetime) -> None:
    """To the plan that was on the screen (`edit`). Raises PlanRefused when it changed meanwhile, or is no longer shown."""
    if agreement.partner_id != by.pk:
        raise PermissionDenied
    plan = Plan.objects.select_for_update().get(pk=agreement.plan_id)
    row = PlanAgreement.objects.select_for_update().get(pk=agreement.pk)
    if not is_shown_to(plan, by, at):
        raise PlanRefused(_("Ce plan ne vous est plus montré."))
    if plan.edit != edit:
        raise PlanRefused(_("Le plan a changé pendant que vous le lisiez. Relisez-le, puis répondez."))
    if row.withdrawn_at is not None:
        raise PlanRefused(_("Cette demande d’entente a été retirée."))
    if row.agreed_at is not None and row.edit == edit:
        return
    PlanAgreement.objects.filter(plan=plan, partner=by, edit=edit).exclude(pk=row.pk).delete()
    PlanAgreement.objects.filter(pk=row.pk).update(agreed_at=at, edit=edit)
    publish(AgreementGiven(plan_id=plan.pk, person_id=plan.person_id, agreement_id=row.pk, partner_id=by.pk, at=at))


@transaction.atomic
def withdraw_agreement(*, by: Person, agreement: PlanAgreement, at: dt.datetime) -> None:
    """By either of the two, also once the plan is no longer shown. Twice, nothing more happens."""
    person_id = agreement.plan.person_id
    if by.pk not in (agreement.partner_id, person_id):
        raise PermissionDenied
    if PlanAgreement.objects.filter(pk=agreement.pk, withdrawn_at=None).update(withdrawn_at=at):
        publish(
            AgreementWithdrawn(
                plan_id=agreement.plan_id, person_id=person_id, agreement_id=agreement.pk, partner_id=agreement.partner_id,
                by_id=by.pk, at=at,
            )
        )  # fmt: skip
