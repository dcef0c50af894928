"""Where the diagnostic of one person stands. Read for the person alone."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from competencies.queries.estimates import PURPOSE
from core.database import prepared
from learning.enums import CampaignState, RunState, Verdict
from learning.models import Campaign, CampaignMember, Run, RunTarget
from learning.queries.runs import aimed_in, last_finished, open_run, place_in, runs_of, told_in, usual_seconds
from people.models import Consent, Person
from people.queries.consents import has_consent, purposes

# Levels stay, their certainty does not: after a year it is time to look again.
STALE = dt.timedelta(days=365)
FINISHED_ORDER = ("-finished_at", "-id")


@dataclass(frozen=True)
class Progress:
    """How far an open run is. `left`: about how many statements; `minutes` at the person's own pace, at least 1."""

    answered: int
    left: int
    minutes: int
    percent: int


@dataclass(frozen=True)
class Totals:
    """What a finished run decided, in numbers of competencies; what nothing was told about is undecided too."""

    met: int
    gap: int
    undecided: int


@dataclass(frozen=True)
class Standing:
    """All that the page of the diagnostic shows. `outdated`: an older notice was accepted; `kept`: runs exist
    (off: how many)."""

    on: bool
    outdated: bool
    open: Run | None = None
    progress: Progress | None = None
    latest: Run | None = None
    totals: Totals | None = None
    stale: bool = False
    kept: int = 0
    invitations: list[Campaign] = field(default_factory=list)


@prepared
def is_on(person: Person | None) -> bool:
    return has_consent(person, PURPOSE)


def standing_of(person: Person, at: dt.datetime, today: dt.date) -> Standing:
    """Off, it tells only whether an older notice was accepted and how many runs are kept."""
    if not is_on(person):
        return Standing(on=False, outdated=_accepted_an_older_notice(person), kept=kept_runs(person))
    run, latest = open_run(person), last_finished(person)
    return Standing(
        on=True,
        outdated=False,
        open=run,
        progress=progress_of(run) if run else None,
        latest=latest,
        totals=totals_of(latest) if latest else None,
        stale=latest is not None and latest.finished_at is not None and latest.finished_at < at - STALE,
        kept=int(run is not None) + int(latest is not None),
        invitations=invitations_of(person, today),
    )


def _accepted_an_older_notice(person: Person) -> bool:
    latest = Consent.objects.filter(person=person, purpose=PURPOSE).order_by("-at", "-id").first()
    return latest is not None and latest.choice == "given" and latest.notice_version != purposes[PURPOSE].version


def kept_runs(person: Person) -> int:
    return Run.objects.filter(person=person).count()


def progress_of(run: Run) -> Progress:
    told = told_in(run)
    position = place_in(run, [one.given for one in told], aimed_in(run))
    minutes = max(round(position.left * usual_seconds(told) / 60), 1)
    return Progress(position.answered, position.left, minutes, position.percent)


def totals_of(run: Run) -> Totals:
    counted = Counter(RunTarget.objects.filter(run=run).values_list("verdict", flat=True))
    met, gap = counted[Verdict.MET], counted[Verdict.GAP]
    return Totals(met, gap, counted.total() - met - gap)


def invitations_of(person: Person, today: dt.date) -> list[Campaign]:
    """Open campaigns that invite the person, who neither declined nor answered there."""
    mine = CampaignMember.objects.filter(person=person, left_at=None, declined_at=None).values("campaign")
    answered = Q(pk__in=Run.objects.filter(person=person, campaign__isnull=False).values("campaign"))
    rows = Campaign.objects.filter(pk__in=mine, state=CampaignState.OPEN, opens_on__lte=today, closes_on__gte=today)
    return list(rows.exclude(answered).order_by("closes_on", "pk"))


def finished_runs(person: Person) -> QuerySet[Run]:
    """Earlier diagnostics; page them by FINISHED_ORDER. `asked`: number of competencies."""
    rows = runs_of(person).filter(state=RunState.FINISHED).annotate(asked=Count("targets"))
    return rows.order_by(*FINISHED_ORDER)
