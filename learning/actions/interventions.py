"""Intervention plans as who leads them makes them: begun, written, adopted, reopened, closed. Their actions stand beside."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from competencies.models import Snapshot
from competencies.queries import publishing
from core.outbox import publish
from core.templatetags.formatting import money
from learning.enums import ActionState, InterventionState, MoveKind
from learning.events import InterventionAdopted
from learning.models import Intervention, InterventionAction, InterventionMove, InterventionProposal
from learning.permissions.interventions import can_plan, may_plan_for
from people.models import Organisation, Person


@dataclass(frozen=True, kw_only=True)
class PlanText:
    """What a lead decides of the plan as a whole."""

    name_fr: str
    from_on: dt.date
    budget_cents: int
    name_en: str = ""
    note: str = ""
    snapshot: Snapshot | None = None


def changed_since() -> ValidationError:
    return ValidationError(
        _(
            "Quelqu’un a modifié ce plan depuis que vous avez ouvert cette page. Ce que vous avez "
            "écrit est gardé\u00a0: relisez, puis enregistrez de nouveau."
        )
    )


def locked(by: Person, plan: Intervention, state: InterventionState | None = InterventionState.DRAFT) -> Intervention:
    """The plan, for this transaction alone. `state` None: in any. Raises PermissionDenied."""
    joined = Intervention.objects.select_for_update(of=("self",)).select_related("organisation", "snapshot__organisation")
    one = joined.get(pk=plan.pk)
    if not can_plan(by, one):
        raise PermissionDenied
    if state is not None and one.state != state:
        raise PermissionDenied(_("L’état de ce plan ne le permet plus."))
    return one


def move(plan: Intervention, kind: MoveKind, *, by: Person, at: dt.datetime, subject: str = "") -> None:
    InterventionMove.objects.create(plan=plan, kind=kind, subject=subject[:200], by=by, at=at)


def touch(plan: Intervention, *, at: dt.datetime) -> None:
    """The plan or one of its actions changed."""
    plan.edit += 1
    plan.changed_at = at
    plan.save(update_fields=["edit", "changed_at"])


@transaction.atomic
def create_intervention(*, by: Person, organisation: Organisation | None, text: PlanText, at: dt.datetime) -> Intervention:
    """A plan in preparation, without actions. Raises PermissionDenied, ValidationError."""
    if not may_plan_for(by, organisation.pk if organisation else None):
        raise PermissionDenied
    plan = Intervention(organisation=organisation, created_by=by, created_at=at)
    _write(by, plan, text, at)
    move(plan, MoveKind.CREATED, by=by, at=at)
    return plan


@transaction.atomic
def edit_intervention(*, by: Person, plan: Intervention, edit: int, text: PlanText, at: dt.datetime) -> Intervention:
    """`edit`: the one that was on the screen. Raises PermissionDenied, ValidationError."""
    one = locked(by, plan)
    if one.edit != edit:
        raise changed_since()
    one.edit += 1
    _write(by, one, text, at)
    move(one, MoveKind.CHANGED, by=by, at=at)
    return one


def _write(by: Person, plan: Intervention, text: PlanText, at: dt.datetime) -> None:
    errors = {}
    if not text.name_fr.strip():
        errors["name_fr"] = _("Donnez un nom au plan.")
    if text.snapshot is not None and not _answers(by, plan, text.snapshot):
        errors["snapshot"] = _("Choisissez un portrait publié du gouvernement ou de cette organisation.")
    if errors:
        raise ValidationError(errors)
    plan.name_fr, plan.name_en, plan.note = text.name_fr.strip(), text.name_en.strip(), text.note.strip()
    plan.from_on, plan.budget_cents, plan.snapshot, plan.changed_at = text.from_on, text.budget_cents, text.snapshot, at
    plan.save()


def _answers(by: Person, plan: Intervention, snapshot: Snapshot) -> bool:
    """Published, read by the person, and of the government or of the plan's own organisation."""
    if snapshot.organisation_id is not None and snapshot.organisation_id != plan.organisation_id:
        return False
    return publishing.snapshots_for(by).filter(pk=snapshot.pk).exists()


@transaction.atomic
def adopt_intervention(*, by: Person, plan: Intervention, edit: int, at: dt.datetime) -> Intervention:
    """From now on its effects stand on the needs map. Raises PermissionDenied, and ValidationError with all that is missing:
    no action, more cost than budget, another plan than the one on the screen."""
    one = locked(by, plan)
    if one.edit != edit:
        raise ValidationError(
            _("Le plan a changé depuis que vous avez ouvert cette page\u00a0: relisez-le, puis adoptez-le.")
        )
    live = one.actions.exclude(state=ActionState.DROPPED)
    missing = []
    if not live.exists():
        missing.append(_("Ajoutez au moins une action."))
    over = (live.aggregate(sum=Sum("cost_cents"))["sum"] or 0) - one.budget_cents
    if over > 0:
        missing.append(
            _("Les actions coûtent %(over)s de plus que le budget\u00a0: retirez-en, ou augmentez le budget.")
            % {"over": money(over / 100)}
        )
    if missing:
        raise ValidationError(missing)
    one.state, one.adopted_at = InterventionState.ADOPTED, at
    _moved(one, MoveKind.ADOPTED, by, at)
    publish(InterventionAdopted(intervention_id=one.pk, organisation_id=one.organisation_id, by_id=by.pk, at=at))
    return one


@transaction.atomic
def reopen_intervention(*, by: Person, plan: Intervention, at: dt.datetime) -> Intervention:
    """Back in preparation: its effects leave the needs map until it is adopted again. Raises PermissionDenied."""
    one = locked(by, plan, InterventionState.ADOPTED)
    one.state, one.adopted_at = InterventionState.DRAFT, None
    _moved(one, MoveKind.REOPENED, by, at)
    return one


@transaction.atomic
def close_intervention(*, by: Person, plan: Intervention, at: dt.datetime) -> Intervention:
    """Over: it is read, and no longer changed. Raises PermissionDenied."""
    one = locked(by, plan, InterventionState.ADOPTED)
    one.state = InterventionState.CLOSED
    _moved(one, MoveKind.CLOSED, by, at)
    return one


def _moved(plan: Intervention, kind: MoveKind, by: Person, at: dt.datetime) -> None:
    plan.edit += 1
    plan.changed_at = at
    plan.save(update_fields=["state", "adopted_at", "edit", "changed_at"])
    move(plan, kind, by=by, at=at)


@transaction.atomic
def delete_intervention(*, by: Person, plan: Intervention) -> None:
    """A plan in preparation that was never adopted. Raises PermissionDenied."""
    one = locked(by, plan)
    if one.moves.filter(kind=MoveKind.ADOPTED).exists():
        raise PermissionDenied(_("Ce plan a été adopté\u00a0: il fait partie du dossier."))
    one.delete()


def release_actions(person: Person) -> int:
    """An erasure: the actions stay, without the name of who answered for them; returns how many."""
    InterventionProposal.objects.filter(asked_by=person).update(asked_by=None)
    InterventionMove.objects.filter(by=person).update(by=None)
    return InterventionAction.objects.filter(owner=person).update(owner=None)
