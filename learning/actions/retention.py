"""How long diagnostics are kept: an open one half a year after its last answer, all of a person's five years after the last
measure, or thirty days after the person left."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max

from competencies.models import Estimate
from learning.actions.diagnostics import delete_everything
from learning.actions.runs import delete_run
from learning.enums import RunState
from learning.models import Run
from people.enums import PersonStatus
from people.models import Person

OPEN = dt.timedelta(days=183)
MEASURES = dt.timedelta(days=5 * 365 + 1)
AFTER_LEAVING = dt.timedelta(days=30)


def forget_open_runs(at: dt.datetime, dry_run: bool) -> int:
    """Runs that nobody answered for half a year."""
    runs = Run.objects.filter(state=RunState.OPEN, last_at__lt=at - OPEN).select_related("person")
    if not dry_run:
        for run in (found := list(runs)):
            delete_run(by=run.person, run=run, at=at)
        return len(found)
    return runs.count()


def forget_old_diagnostics(at: dt.datetime, dry_run: bool) -> int:
    """All of the diagnostics of people whose last measure and last run are over five years old; returns how many people."""
    limit = at - MEASURES
    measured = dict(Estimate.objects.values_list("person").annotate(last=Max("measured_at")))
    ran = dict(Run.objects.values_list("person").annotate(last=Max("last_at")))
    last = {pk: max(when for when in (measured.get(pk), ran.get(pk)) if when) for pk in {*measured, *ran}}
    return _forget([pk for pk, when in last.items() if when < limit], at, dry_run)


def forget_of_who_left(at: dt.datetime, dry_run: bool) -> int:
    """All of the diagnostics of people who left a month ago or more; returns how many people."""
    left = Person.objects.filter(status=PersonStatus.LEFT, left_at__lt=at - AFTER_LEAVING).values("pk")
    held = {*Run.objects.filter(person__in=left).values_list("person", flat=True)}
    held |= {*Estimate.objects.filter(person__in=left).values_list("person", flat=True)}
    return _forget(sorted(held), at, dry_run)


def _forget(person_ids: Iterable[int], at: dt.datetime, dry_run: bool) -> int:
    people = list(Person.objects.filter(pk__in=list(person_ids)).order_by("pk"))
    if not dry_run:
        for person in people:
            delete_everything(by=person, at=at)
    return len(people)
