"""Runs and levels over time. Read for the person alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from competencies.models import Competency, Estimate
from competencies.queries.estimates import history_of
from core.pagination import KeyPage, page_by_key
from learning.enums import RunState, Verdict
from learning.models import Run, RunTarget
from people.models import Person


@dataclass(frozen=True)
class Moment:
    """What was estimated on one occasion (a run, a rating…), the last time that occasion spoke."""

    at: dt.datetime
    because: str
    mean: float
    low: float
    high: float

    @property
    def from_run(self) -> bool:
        return self.because.startswith("run:")


def moments_of(person: Person, competency: Competency) -> list[Moment]:
    """Oldest first; a result that was corrected counts once. One query."""
    last: dict[str, Moment] = {}
    for row in history_of(person, competency.pk).only("because", "mean", "low", "high", "measured_at"):
        last.pop(row.because, None)
        last[row.because] = Moment(row.measured_at, row.because, row.mean, row.low, row.high)
    return list(last.values())


@dataclass(frozen=True)
class Past:
    """A finished run with what it found."""

    run: Run
    met: int
    gap: int
    undecided: int


def past_runs(person: Person, *, cursor: str | None = None, size: int = 20) -> tuple[KeyPage[Run], list[Past]]:
    """One's own, newest first, by page; two queries."""
    rows = Run.objects.visible_to(person).filter(state=RunState.FINISHED).select_related("version__profile", "campaign")
    page = page_by_key(rows, keys=("-finished_at", "-id"), cursor=cursor, size=size)
    counted: dict[int, dict[str, int]] = {}
    for run_id, verdict in RunTarget.objects.filter(run__in=page.items).values_list("run", "verdict"):
        found = counted.setdefault(run_id, dict.fromkeys(Verdict.values, 0))
        found[verdict or Verdict.UNDECIDED] += 1
    nothing = dict.fromkeys(Verdict.values, 0)
    return page, [Past(run=run, **counted.get(run.pk, nothing)) for run in page.items]


@dataclass(frozen=True)
class Change:
    """One competency in two runs, the older on the left. `moved` in levels; None where one of them says nothing.

    `clear`: the two bands do not touch, so that more than chance moved."""

    competency: Competency
    before: Estimate | None
    after: Estimate | None
    verdict_before: str
    verdict_after: str

    @property
    def moved(self) -> float | None:
        return self.after.mean - self.before.mean if self.before and self.after else None

    @property
    def clear(self) -> bool:
        if self.before is None or self.after is None:
            return False
        return self.after.low > self.before.high or self.after.high < self.before.low


def finished_pair(person: Person, first: int, second: int) -> tuple[Run, Run]:
    """Two of one's own finished runs, the older first. Raises Run.DoesNotExist."""
    rows = Run.objects.visible_to(person).filter(state=RunState.FINISHED, pk__in=[first, second])
    found = list(rows.select_related("version__profile").order_by("finished_at", "pk"))
    if len(found) != 2:
        raise Run.DoesNotExist
    return found[0], found[1]


def changes_between(before: Run, after: Run) -> list[Change]:
    """What both measured, in the order of the framework; one query."""
    rows = RunTarget.objects.filter(run__in=[before, after]).select_related("competency__group", "estimate")
    sides: dict[int, dict[int, RunTarget]] = {}
    for row in rows:
        sides.setdefault(row.competency_id, {})[row.run_id] = row
    both: Sequence[tuple[RunTarget, RunTarget]] = [
        (found[before.pk], found[after.pk]) for found in sides.values() if len(found) == 2
    ]
    ordered = sorted(both, key=lambda pair: (pair[0].competency.order, pair[0].competency.code))
    return [Change(old.competency, old.estimate, new.estimate, old.verdict, new.verdict) for old, new in ordered]
