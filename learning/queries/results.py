"""The result of a finished run: what is decided and what is not. Read for the person alone; what explains it stands in
explanations.py.

The last run is read as of today: the newest estimates, with what others said since, their certainty faded with age. An older
run stays as it was found.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from competencies.models import Competency, CompetencyGroup, Estimate
from competencies.queries.estimates import chance_today, newest_of, summary_today
from competencies.queries.gap_steps import GapStep
from competencies.rules.explaining import Turn, apart
from competencies.rules.graded import Summary, decided, stands
from competencies.rules.sources import YEAR
from core.database import prepared
from learning.enums import RunState, Verdict
from learning.models import Answer, Run, RunTarget, TalkSheet
from learning.queries.runs import targets_of
from people.models import Person

DAY = dt.timedelta(days=1)
STAMP_SECONDS = 300


@dataclass(frozen=True)
class Part:
    """One source alone, as of the estimate. `told`: on how many answers it rests."""

    source: str
    told: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Finding:
    """One competency of a result. Without `estimate` nothing was said: no level, and the verdict is « à discuter ».

    `then`: the verdict when it was measured; `years`: since.
    """

    target: RunTarget
    estimate: Estimate | None
    summary: Summary | None
    chance: float | None
    verdict: str
    then: str
    years: float

    @property
    def competency(self) -> Competency:
        return self.target.competency

    @property
    def level(self) -> int:
        return self.target.level

    @property
    def mean(self) -> float:
        return self.summary.mean if self.summary else 0.0

    @property
    def parts(self) -> list[Part]:
        return [Part(**part) for part in self.estimate.parts] if self.estimate else []

    @property
    def apart(self) -> tuple[str, str, float] | None:
        """Two sources that part by a level or more."""
        return apart([(part.source, part.mean) for part in self.parts])

    @property
    def is_met(self) -> bool:
        return self.verdict == Verdict.MET

    @property
    def is_gap(self) -> bool:
        return self.verdict == Verdict.GAP

    @property
    def is_undecided(self) -> bool:
        return self.verdict == Verdict.UNDECIDED


@dataclass(frozen=True)
class Result:
    """`latest`: read as of today; else as it was found. `statements` answered, in `minutes` (0: unknown)."""

    run: Run
    latest: bool
    findings: list[Finding]
    statements: int
    minutes: int
    turns: Mapping[int, list[Turn]] = field(default_factory=dict)
    steps: Mapping[int, list[GapStep]] = field(default_factory=dict)

    @property
    def met(self) -> list[Finding]:
        return [one for one in self.findings if one.is_met]

    @property
    def gaps(self) -> list[Finding]:
        """What the profile holds essential first, then the widest."""
        found = [one for one in self.findings if one.is_gap]
        return sorted(found, key=lambda one: (not one.target.essential, one.mean - one.level))

    @property
    def undecided(self) -> list[Finding]:
        """What one more word would settle first comes first: nearest to even chances last said, nothing said last."""
        found = [one for one in self.findings if one.is_undecided]
        return sorted(found, key=lambda one: (one.chance is None, not one.target.essential, abs((one.chance or 0) - 0.5)))

    @property
    def reopened(self) -> list[Finding]:
        """Decided when they were measured, open today: only their age did it."""
        return [one for one in self.findings if one.is_undecided and one.then not in ("", Verdict.UNDECIDED)]

    @property
    def years(self) -> float:
        """Age of the oldest measure shown."""
        return max((one.years for one in self.findings), default=0.0)


@prepared
def finished_run(person: Person, pk: int) -> Run:
    """One's own, finished. Raises Run.DoesNotExist. The profile's version, long to read, comes when a page is drawn anew."""
    rows = Run.objects.visible_to(person).filter(state=RunState.FINISHED)
    return rows.select_related("talk_sheet").get(pk=pk)


_STAMP = """
SELECT max(id), count(*), (
  SELECT count(*) FROM people_grant WHERE person_id = %(person)s AND content_type_id = ANY(%(kinds)s)
    AND revoked_at IS NULL AND until >= %(today)s)
FROM competencies_estimate WHERE person_id = %(person)s
"""


@dataclass(frozen=True)
class Stamp:
    """What the pages of a result depend on: two with equal stamps show the same. Answers, estimates of all sources, shares,
    the talk sheet, the day (certainty fades by the day), and a few minutes for the steps, which come from elsewhere."""

    run: int
    answered_at: dt.datetime
    estimates: tuple[int | None, int]
    shares: int
    sheet: int | None
    day: dt.date
    minutes: int


@prepared
def stamp_of(run: Run, at: dt.datetime) -> Stamp:
    today, sheet = timezone.localdate(at), getattr(run, "talk_sheet", None)
    kinds = [ContentType.objects.get_for_model(model).pk for model in (Estimate, TalkSheet)]
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, {"person": run.person_id, "kinds": kinds, "today": today})
        last, count, shares = cursor.fetchone()
    minutes = int(at.timestamp() // STAMP_SECONDS)
    return Stamp(run.pk, run.last_at, (last, count), shares, sheet.pk if sheet else None, today, minutes)


@prepared
def result_of(run: Run, at: dt.datetime) -> Result:
    """All competencies, in the order of the framework. Four queries."""
    latest = is_latest(run)
    told, seconds = _told(run)
    return Result(run, latest, _findings(run, latest, at), told, round(seconds / 60))


def is_latest(run: Run) -> bool:
    """No other run of the person ended later."""
    later = Q(finished_at__gt=run.finished_at) | Q(finished_at=run.finished_at, pk__gt=run.pk)
    return not Run.objects.filter(later, person=run.person_id, state=RunState.FINISHED).exists()


def _told(run: Run) -> tuple[int, int]:
    """How many statements were answered, in how many seconds in all."""
    seconds = Answer.objects.filter(run=run, revision=0).values_list("seconds", flat=True)
    return len(seconds), sum(one or 0 for one in seconds)


def _findings(run: Run, latest: bool, at: dt.datetime) -> list[Finding]:
    if not latest:
        return [_finding(target, target.estimate, run.finished_at or at) for target in targets_of(run)]
    newest = newest_of(run.person)
    targets = RunTarget.objects.filter(run=run).select_related("competency__group").defer("estimate")
    return [_finding(target, newest.get(target.competency_id), at) for target in targets]


def _finding(target: RunTarget, estimate: Estimate | None, at: dt.datetime) -> Finding:
    """Ages count in whole days: a result does not change while one reads it."""
    if estimate is None:
        return Finding(target, None, None, None, Verdict.UNDECIDED, "", 0.0)
    days = max((at - estimate.measured_at) // DAY, 0)
    if not days:
        summary = Summary(estimate.mean, estimate.sd, estimate.low, estimate.high)
        chance = chance_today(estimate, target.level, estimate.measured_at)
        then = chance
    else:
        read = estimate.measured_at + days * DAY
        summary = summary_today(estimate, read)
        chance = chance_today(estimate, target.level, read)
        then = chance_today(estimate, target.level, estimate.measured_at)
    return Finding(
        target, estimate, summary, chance, Verdict.of(stands(then, chance)), Verdict.of(decided(then)), days * DAY / YEAR
    )  # fmt: skip


@dataclass(frozen=True)
class GroupMeans:
    """One axis of the radar: the mean level found and the mean level aimed at, over the competencies of one group that were
    measured; `found` None: nothing was said of any."""

    group: CompetencyGroup
    found: float | None
    aimed: float


def group_means(findings: Iterable[Finding]) -> list[GroupMeans]:
    """In the order of the framework. What nothing was said of is left out of both means."""
    groups: dict[int, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.competency.group_id, []).append(one)
    return [_means(found) for found in groups.values()]


def _means(findings: list[Finding]) -> GroupMeans:
    told = [one for one in findings if one.summary]
    aimed = [one.level for one in told or findings]
    found = sum(one.mean for one in told) / len(told) if told else None
    return GroupMeans(findings[0].competency.group, found, sum(aimed) / len(aimed))


@prepared
def target_of(run: Run, code: str) -> RunTarget:
    """Raises RunTarget.DoesNotExist for a competency that the run did not measure."""
    return RunTarget.objects.select_related("competency").get(run=run, competency__code__iexact=code)


@prepared
def finding_of(run: Run, target: RunTarget, at: dt.datetime) -> Finding:
    """One competency as of today, or for an older run as it was found."""
    latest, estimate = is_latest(run), target.estimate
    if latest:
        newest = Estimate.objects.filter(person=run.person_id, competency=target.competency_id, newest=True)
        estimate = newest.first()
    return _finding(target, estimate, at if latest else (run.finished_at or at))
