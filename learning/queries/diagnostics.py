"""Where the diagnostic of one person stands. Read for the person alone."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from competencies.queries.estimates import PURPOSE
from core.database import prepared
from core.pagination import KeyPage, make_cursor, page_by_key
from learning.enums import RunState
from learning.models import Campaign, Run
from learning.queries.readings import Seen, all_runs
from learning.queries.runs import aimed_in, place_in, runs_of, told_in, usual_seconds
from people.models import Person
from people.queries.consents import has_consent

# Levels stay, their certainty does not: after a year it is time to look again.
STALE = dt.timedelta(days=365)
FINISHED_ORDER = ("-finished_at", "-id")
PAGE = 10
_INVITING = """
SELECT campaign.* FROM learning_campaign campaign
JOIN learning_campaignmember member ON member.campaign_id = campaign.id AND member.person_id = %(person)s::bigint
WHERE member.left_at IS NULL AND member.declined_at IS NULL AND campaign.state = 'open'
  AND campaign.opens_on <= %(today)s::date AND campaign.closes_on >= %(today)s::date
  AND NOT EXISTS (SELECT 1 FROM learning_run run WHERE run.person_id = %(person)s::bigint AND run.campaign_id = campaign.id)
ORDER BY campaign.closes_on, campaign.id
"""


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
    finished: "KeyPage[Run] | None" = None


@prepared
def is_on(person: Person | None) -> bool:
    return has_consent(person, PURPOSE)


def standing_of(person: Person, at: dt.datetime, today: dt.date) -> Standing:
    """Off, it tells only whether an older notice was accepted and how many runs are kept."""
    mine = all_runs(person, PAGE + 1)
    if not mine.on:
        return Standing(on=False, outdated=mine.outdated, kept=kept_runs(person))
    current, newest = mine.open, next(iter(mine.finished), None)
    latest = newest.run if newest else None
    return Standing(
        on=True,
        outdated=False,
        open=current.run if current else None,
        progress=_progress(current.run, current.aimed) if current else None,
        latest=latest,
        totals=Totals(newest.met, newest.gap, newest.asked - newest.met - newest.gap) if newest else None,
        stale=latest is not None and latest.finished_at is not None and latest.finished_at < at - STALE,
        kept=int(current is not None) + int(latest is not None),
        invitations=invitations_of(person, today),
        finished=_first_page(mine.finished),
    )


def _first_page(seen: list[Seen]) -> "KeyPage[Run]":
    """What `page_by_key` makes of `finished_runs`."""
    for one in seen:
        one.run.asked = one.asked  # type: ignore[attr-defined]
    rows = [one.run for one in seen[:PAGE]]
    more = len(seen) > PAGE
    return KeyPage(rows, make_cursor([rows[-1].finished_at, rows[-1].pk]) if more else None)


def finished_page(person: Person, cursor: str) -> "KeyPage[Run]":
    """Those after the cursor of the page before."""
    return page_by_key(finished_runs(person), keys=FINISHED_ORDER, cursor=cursor, size=PAGE)


def kept_runs(person: Person) -> int:
    return Run.objects.filter(person=person).count()


def progress_of(run: Run) -> Progress:
    return _progress(run, aimed_in(run))


def _progress(run: Run, aimed: Mapping[str, int]) -> Progress:
    told = told_in(run)
    position = place_in(run, [one.given for one in told], aimed)
    minutes = max(round(position.left * usual_seconds(told) / 60), 1)
    return Progress(position.answered, position.left, minutes, position.percent)


@prepared
def invitations_of(person: Person, today: dt.date) -> list[Campaign]:
    """Open campaigns that invite the person, who neither declined nor answered there."""
    return list(Campaign.objects.raw(_INVITING, {"person": person.pk, "today": today}))


def finished_runs(person: Person) -> QuerySet[Run]:
    """Earlier diagnostics; page them by FINISHED_ORDER. `asked`: number of competencies."""
    rows = runs_of(person).filter(state=RunState.FINISHED).annotate(asked=Count("targets"))
    return rows.order_by(*FINISHED_ORDER)
