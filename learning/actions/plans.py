"""The plan as a whole: begun, edited, closed, taken up again, thrown away. One under way per person."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.actions.notifications import withdraw
from activity.queries.targets import Ref, type_id
from competencies.models import Competency
from core.outbox import publish
from job_profiles.models import ProfileVersion
from learning.enums import PlanState
from learning.events import PlanBegun, PlanClosed
from learning.models import Goal, Plan, Step
from learning.permissions.plans import can_change
from learning.rules.planning import next_review
from people.actions.grants import forget_targets
from people.actions.retention import delete_attachments
from people.models import Attachment, Person

LONGEST = dt.timedelta(days=3 * 366)
MOST_GOALS = 15


class PlanRefused(Exception):
    """Nothing was written; the sentence says what to do, `field` names what to mend."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@contextmanager
def changing(plan: Plan, by: Person) -> Iterator[Plan]:
    """The row, held until the change is written: two presses at once come one after the other. Raises PermissionDenied for
    somebody else's plan, PlanRefused for one that is closed."""
    with transaction.atomic():
        held = Plan.objects.select_for_update().get(pk=plan.pk)
        if held.person_id != by.pk:
            raise PermissionDenied
        if not can_change(by, held):
            raise PlanRefused(_("Ce plan est terminé\xa0: reprenez-le pour le changer."))
        yield held


def touch(plan: Plan, *, at: dt.datetime) -> None:
    """What an agreement covers has changed."""
    Plan.objects.filter(pk=plan.pk).update(edit=F("edit") + 1, changed_at=at)


def begin_plan(
    *,
    by: Person,
    title: str,
    note: str,
    from_on: dt.date,
    to_on: dt.date,
    review_months: int,
    goals: Mapping[Competency, int],
    version: ProfileVersion | None,
    at: dt.datetime,
) -> Plan:
    """Raises PlanRefused: dates, goals, or another plan under way (also when two presses come at once)."""
    check_dates(from_on, to_on, today=timezone.localdate(at))
    check_goals(goals)
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                person=by, title=title, note=note, from_on=from_on, to_on=to_on, version=version,
                review_months=review_months, created_at=at,
                review_on=next_review(starts_on=from_on, ends_on=to_on, every_months=review_months),
                changed_at=at,
            )  # fmt: skip
            add_goals(plan, goals)
            publish(PlanBegun(plan_id=plan.pk, person_id=by.pk, at=at))
    except IntegrityError as error:
        raise PlanRefused(another_is_open()) from error
    return plan


def edit_plan(
    *, by: Person, plan: Plan, title: str, note: str, from_on: dt.date, to_on: dt.date, review_months: int, at: dt.datetime
) -> None:
    """Raises PlanRefused. The next review follows the new dates."""
    with changing(plan, by) as held:
        check_dates(from_on, to_on, today=timezone.localdate(at))
        values = {"title": title, "note": note, "from_on": from_on, "to_on": to_on, "review_months": review_months}
        if all(getattr(held, name) == value for name, value in values.items()):
            return
        review_on = next_review(starts_on=from_on, ends_on=to_on, every_months=review_months, reviewed_on=held.reviewed_on)
        Plan.objects.filter(pk=plan.pk).update(**values, review_on=review_on)
        touch(plan, at=at)


def close_plan(*, by: Person, plan: Plan, at: dt.datetime) -> None:
    """What is done stays done, what is left stays to read. Closed twice, nothing more happens."""
    if plan.person_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        closed = Plan.objects.filter(pk=plan.pk, state=PlanState.ACTIVE).update(
            state=PlanState.CLOSED, closed_at=at, changed_at=at
        )
        if closed:
            publish(PlanClosed(plan_id=plan.pk, person_id=by.pk, at=at))


def reopen_plan(*, by: Person, plan: Plan, at: dt.datetime) -> None:
    """Raises PlanRefused while another is under way."""
    if plan.person_id != by.pk:
        raise PermissionDenied
    try:
        with transaction.atomic():
            closed = Plan.objects.filter(pk=plan.pk, state=PlanState.CLOSED)
            closed.update(state=PlanState.ACTIVE, closed_at=None, changed_at=at)
    except IntegrityError as error:
        raise PlanRefused(another_is_open()) from error


@transaction.atomic
def delete_plan(*, by: Person, plan: Plan, at: dt.datetime) -> None:
    """At once: goals, steps, files, comments, agreements, what was granted, notices. Evidence stays in the ledger."""
    if plan.person_id != by.pk:
        raise PermissionDenied
    forget_plans([plan.pk])


def forget_plans(plan_ids: list[int]) -> int:
    """The one way out of plans, whoever asks; files go after the commit. Returns how many plans."""
    with transaction.atomic():
        plans = Plan.objects.filter(pk__in=plan_ids)
        forget_targets(plans)
        files = Attachment.objects.filter(
            pk__in=Step.files.through.objects.filter(step__plan__in=plans).values("attachment")
        )
        held = list(files.values_list("pk", flat=True))
        number = plans.count()
        plans.delete()
        delete_attachments(Attachment.objects.filter(pk__in=held))
        for pk in plan_ids:
            withdraw(target=Ref(type_id(Plan), pk))
    return number


@transaction.atomic
def hold_review(*, by: Person, plan: Plan, at: dt.datetime) -> dt.date | None:
    """The review took place: the next one follows. Returns its day; None after the last. Raises PlanRefused."""
    with changing(plan, by) as held:
        today = timezone.localdate(at)
        review_on = next_review(
            starts_on=held.from_on, ends_on=held.to_on, every_months=held.review_months, reviewed_on=today
        )
        Plan.objects.filter(pk=plan.pk).update(reviewed_on=today, review_on=review_on, reminded_on=None, changed_at=at)
        return review_on


def add_goals(plan: Plan, goals: Mapping[Competency, int]) -> None:
    """In the order of the framework: the order of gaps would tell how wide each is."""
    ordered = sorted(goals.items(), key=lambda pair: (pair[0].order, pair[0].code))
    Goal.objects.bulk_create(
        Goal(plan=plan, competency=competency, level=level, order=place) for place, (competency, level) in enumerate(ordered)
    )


def check_dates(from_on: dt.date, to_on: dt.date, *, today: dt.date) -> None:
    if to_on < from_on:
        raise PlanRefused(_("La fin vient avant le début."), "to_on")
    if to_on < today:
        raise PlanRefused(_("Cette période est déjà passée. Choisissez une fin à venir."), "to_on")
    if to_on - from_on > LONGEST:
        raise PlanRefused(_("Un plan dure trois ans au plus."), "to_on")


def check_goals(goals: Mapping[Competency, int]) -> None:
    """No goal at all is a plan too. Raises PlanRefused."""
    if len(goals) > MOST_GOALS:
        words = _("Un plan tient %(most)d objectifs au plus. Gardez ceux qui comptent d’ici la fin.")
        raise PlanRefused(words % {"most": MOST_GOALS}, "objectif")
    retired = [one.name for one in goals if one.retired_at is not None]
    if retired:
        words = _("N’est plus au référentiel\xa0: %(names)s. Décochez, ou choisissez une autre compétence.")
        raise PlanRefused(words % {"names": ", ".join(retired)}, "objectif")


def another_is_open() -> str:
    return _("Vous avez déjà un plan en cours. Terminez-le avant d’en commencer ou d’en reprendre un autre.")
