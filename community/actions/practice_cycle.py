"""Confirm or archive: a sheet that nobody answers for any more does not stay in the library as if it still held.

Thirty days before its review date its owner is warned; on the day it shows « À revoir » ; thirty days later a reminder says
when it will be archived; after sixty days it is. If the owner left the network, the facilitators of the space are asked.
`review_warned_at` is when somebody was last told: each stage is told once, a stage that passed while no worker ran is left
out, and nothing is archived within thirty days of the last word.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.actions import feed, notifications
from community import permissions
from community.actions import practices
from community.actions.practices.drafts import default_review, locked
from community.enums import PracticeState
from community.events import PracticeConfirmed, PracticeReviewDue
from community.models import PracticePage
from community.permissions.practice_cycle import can_keep_alive
from core import outbox
from people.models import Person

WARNED, DUE, REMINDED, ARCHIVED = "warned", "due", "reminded", "archived"
# Days from the review date at which each stage begins.
STAGES = ((WARNED, -30), (DUE, 0), (REMINDED, 30), (ARCHIVED, 60))
PATIENCE = dt.timedelta(days=30)
BATCH = 500


@transaction.atomic
def confirm(*, by: Person, page: PracticePage, at: dt.datetime) -> PracticePage:
    """« Toujours vrai » : it holds for twelve months more. Pressed twice it is the same. Raises PermissionDenied."""
    page = locked(page)
    permissions.forget_roles_in_spaces(by)
    if not can_keep_alive(by, page):
        raise PermissionDenied(_("Seules les personnes qui tiennent cette fiche et l’animation de l’espace la confirment."))
    before, page.review_on = page.review_on, default_review(at)
    page.review_warned_at, page.confirmed_at = None, at
    PracticePage.objects.filter(pk=page.pk).update(
        review_on=page.review_on, review_warned_at=None, confirmed_at=page.confirmed_at
    )
    if before is not None and before != page.review_on:
        for stage, _days in STAGES:
            notifications.withdraw(event_key=event_key(page.pk, before, stage))
    feed.forget_card(obj=page)
    outbox.publish(PracticeConfirmed(page_id=page.pk, by_id=by.pk, review_on=page.review_on.isoformat(), at=at))
    return page


def event_key(page_id: int, review_on: dt.date | str, stage: str) -> str:
    """The fact that a notice tells: one stage of one date of one sheet."""
    return f"practice-cycle:{page_id}:{review_on}:{stage}"


def waiting_ids(*, at: dt.datetime, after: int = 0, limit: int = BATCH) -> list[int]:
    """Sheets for which a stage has begun since somebody was last told, by number."""
    today = timezone.localdate(at)
    soonest = today - dt.timedelta(days=STAGES[0][1])
    rows = PracticePage.objects.filter(state=PracticeState.PUBLISHED, review_on__lte=soonest, pk__gt=after)
    told_before = Q(review_warned_at=None) | Q(review_on__lte=today - dt.timedelta(days=STAGES[-1][1]))
    for _stage, days in STAGES[:-1]:
        # The stage has begun (review_on + days ≤ today), and the last word is older than its beginning.
        begun = Q(review_on__lte=today - dt.timedelta(days=days))
        told_before |= begun & Q(review_warned_at__date__lt=F("review_on") + dt.timedelta(days=days))
    return list(rows.filter(told_before).order_by("pk").values_list("pk", flat=True)[:limit])


def stage_of(page: PracticePage, *, at: dt.datetime) -> str:
    """The stage that is to be told now, "" for none."""
    if page.state != PracticeState.PUBLISHED or page.review_on is None:
        return ""
    today, told = timezone.localdate(at), page.review_warned_at
    begun = [(stage, page.review_on + dt.timedelta(days=days)) for stage, days in STAGES]
    begun = [(stage, day) for stage, day in begun if day <= today]
    if not begun:
        return ""
    stage, day = begun[-1]
    if stage != ARCHIVED:
        return "" if told is not None and timezone.localdate(told) >= day else stage
    _reminded, last_word = begun[-2]
    if told is None or timezone.localdate(told) < last_word:
        return REMINDED
    return ARCHIVED if today - timezone.localdate(told) >= PATIENCE else ""


@transaction.atomic
def advance(*, page_id: int, at: dt.datetime) -> str:
    """Take one sheet to the stage that is due; returns it, "" for nothing to do. Run twice it does nothing more."""
    page = PracticePage.objects.filter(pk=page_id).first()
    if page is None:
        return ""
    page = locked(page)
    stage = stage_of(page, at=at)
    if not stage or page.review_on is None:
        return ""
    PracticePage.objects.filter(pk=page.pk).update(review_warned_at=at)
    if stage == ARCHIVED:
        practices.archive(by=None, page=page, at=at)
    feed.forget_card(obj=page)
    outbox.publish(PracticeReviewDue(page_id=page.pk, stage=stage, review_on=page.review_on.isoformat(), at=at))
    return stage


def advance_all(*, at: dt.datetime) -> dict[str, int]:
    """Every sheet that waits, each in a transaction of its own: a killed worker loses nothing; returns how many by stage."""
    done: dict[str, int] = {}
    after = 0
    while ids := waiting_ids(at=at, after=after):
        for number in ids:
            if stage := advance(page_id=number, at=at):
                done[stage] = done.get(stage, 0) + 1
        after = ids[-1]
    return done
