"""Actions of an intervention plan: added, changed, put in order, followed, removed. Each under the lock of its plan."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from competencies.models import Competency
from learning.actions.interventions import changed_since, locked, move, touch
from learning.enums import ActionKind, ActionState, CourseState, InterventionState, MoveKind
from learning.models import Course, ExpectedEffect, Intervention, InterventionAction
from learning.rules.interventions import STAGES
from people.models import Person

WITH_COURSE = (ActionKind.COURSE, ActionKind.SESSIONS)
TEXTS = ("title_fr", "title_en", "population", "budget_line", "why")
NUMBERS = ("kind", "stage", "last_stage", "sessions", "seats", "cost_cents")


@dataclass(frozen=True, kw_only=True)
class ActionText:
    """What a lead decides of one action; `effects`: gaps to close, by competency."""

    kind: str
    title_fr: str
    stage: int
    last_stage: int
    title_en: str = ""
    owner: Person | None = None
    population: str = ""
    course: Course | None = None
    sessions: int = 0
    seats: int = 0
    cost_cents: int = 0
    budget_line: str = ""
    why: str = ""
    effects: Mapping[Competency, int] = field(default_factory=dict)


@transaction.atomic
def add_action(*, by: Person, plan: Intervention, text: ActionText, at: dt.datetime) -> InterventionAction:
    """Last of its stage. Raises PermissionDenied, ValidationError."""
    one = locked(by, plan)
    action = InterventionAction(plan=one, order=_next(one))
    _write(action, text)
    touch(one, at=at)
    move(one, MoveKind.ADDED, by=by, at=at, subject=action.title_fr)
    return action


@transaction.atomic
def edit_action(
    *, by: Person, action: InterventionAction, edit: int, text: ActionText, at: dt.datetime
) -> InterventionAction:
    """`edit`: of the action that was on the screen; another lead's change is never written over unseen.

    Raises PermissionDenied, ValidationError, and DoesNotExist when it was removed meanwhile.
    """
    plan = locked(by, action.plan)
    one = plan.actions.get(pk=action.pk)
    if one.edit != edit:
        raise changed_since()
    one.edit += 1
    _write(one, text)
    touch(plan, at=at)
    move(plan, MoveKind.EDITED, by=by, at=at, subject=one.title_fr)
    return one


def _next(plan: Intervention) -> int:
    return (plan.actions.aggregate(last=Max("order"))["last"] or 0) + 1


def _write(action: InterventionAction, text: ActionText) -> None:
    errors = {}
    if not text.title_fr.strip():
        errors["title_fr"] = _("Dites quelle est l’action.")
    if not 1 <= text.stage <= text.last_stage <= STAGES:
        errors["last_stage"] = _("La dernière étape vient après la première.")
    if text.kind in WITH_COURSE and text.course is None:
        errors["course"] = _("Choisissez la formation du catalogue, ou un autre genre d’action.")
    if text.course is not None and text.course.state != CourseState.PUBLISHED and text.course.pk != action.course_id:
        errors["course"] = _("Cette formation n’est plus au catalogue.")
    if errors:
        raise ValidationError(errors)
    for name in TEXTS:
        setattr(action, name, getattr(text, name).strip())
    for name in NUMBERS:
        setattr(action, name, getattr(text, name))
    action.owner = text.owner
    action.course = text.course if text.kind in WITH_COURSE else None
    action.save()
    action.effects.all().delete()
    ExpectedEffect.objects.bulk_create(
        ExpectedEffect(action=action, competency=competency, people=people)
        for competency, people in text.effects.items()
        if people
    )


@transaction.atomic
def delete_action(*, by: Person, action: InterventionAction, at: dt.datetime) -> None:
    """Of a plan in preparation. Raises PermissionDenied."""
    plan = locked(by, action.plan)
    plan.actions.filter(pk=action.pk).delete()
    touch(plan, at=at)
    move(plan, MoveKind.REMOVED, by=by, at=at, subject=action.title_fr)


@transaction.atomic
def move_action(*, by: Person, action: InterventionAction, step: int, at: dt.datetime) -> None:
    """One place up (−1) or down (+1) among the actions that begin in the same stage; at the end it stays.

    Raises PermissionDenied.
    """
    plan = locked(by, action.plan)
    rows = list(plan.actions.filter(stage=action.stage))
    place = next(number for number, row in enumerate(rows) if row.pk == action.pk)
    other = place + step
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        row.order = number
    InterventionAction.objects.bulk_update(rows, ["order"])
    touch(plan, at=at)
    move(plan, MoveKind.MOVED, by=by, at=at, subject=action.title_fr)


@transaction.atomic
def follow_action(
    *, by: Person, action: InterventionAction, edit: int, state: str, spent_cents: int | None, at: dt.datetime
) -> InterventionAction:
    """Where an action of an adopted plan stands, and what it cost so far. Raises PermissionDenied, ValidationError."""
    plan = locked(by, action.plan, InterventionState.ADOPTED)
    one = plan.actions.get(pk=action.pk)
    if one.edit != edit:
        raise changed_since()
    if state not in ActionState.values:
        raise PermissionDenied
    one.state, one.spent_cents, one.edit = state, spent_cents, one.edit + 1
    one.save(update_fields=["state", "spent_cents", "edit"])
    touch(plan, at=at)
    move(plan, MoveKind.FOLLOWED, by=by, at=at, subject=one.title_fr)
    return one
