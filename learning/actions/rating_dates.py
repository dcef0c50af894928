"""What time does to requests for ratings: reminders, the last day, people who leave or switch the diagnostic off."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.outbox import publish
from learning.actions.ratings import close, ids, locked
from learning.enums import RatingState
from learning.events import RatingClosed, RatingDue
from learning.models import PeerPool, RatingRequest
from learning.queries.ratings import may_answer
from learning.rules.ratings import reminder_due
from people.models import Person

BATCH = 500
KEPT = dt.timedelta(days=183)


def look_after_requests(*, at: dt.datetime) -> tuple[int, int]:
    """End what is past or may not be answered any more, remind of the rest; how many of each. Again: nothing more."""
    today = timezone.localdate(at)
    ended = reminded = 0
    for pk in _open().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH):
        what = _look_after(pk, today, at)
        ended += what == "ended"
        reminded += what == "reminded"
    return ended, reminded


@transaction.atomic
def _look_after(pk: int, today: dt.date, at: dt.datetime) -> str:
    one = locked(pk)
    if one.state != RatingState.SENT:
        return ""
    if not may_answer(one, today):
        close(one, RatingState.LAPSED, at=at)
        return "ended"
    reminded_on = timezone.localdate(one.reminded_at) if one.reminded_at else None
    asked_on = timezone.localdate(one.created_at)
    if not reminder_due(today=today, asked_on=asked_on, due_on=one.due_on, reminded_on=reminded_on):
        return ""
    one.reminded_at = at
    one.save(update_fields=["reminded_at"])
    publish(RatingDue(**ids(one), at=at))
    return "reminded"


def end_open_requests(*, person: Person, asked_of_others_only: bool, at: dt.datetime) -> int:
    """The person left (all that is asked by them and of them ends) or switched the diagnostic off (what they asked)."""
    wanted = Q(person=person) if asked_of_others_only else Q(person=person) | Q(rater=person)
    ended = 0
    for pk in _open().filter(wanted).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            one = locked(pk)
            if one.state == RatingState.SENT:
                close(one, RatingState.LAPSED, at=at)
                ended += 1
    return ended


@transaction.atomic
def forget_asked(*, person: Person, at: dt.datetime) -> int:
    """Everything that the person asked of others, with what they said; raters are asked no more. Returns how many."""
    rows = RatingRequest.objects.filter(person=person)
    for one in rows.filter(state=RatingState.SENT):
        publish(RatingClosed(**ids(one), at=at))
    PeerPool.objects.filter(person=person).delete()
    count = rows.count()
    rows.delete()
    return count


@transaction.atomic
def erase_ratings(*, person: Person, at: dt.datetime) -> int:
    """Before a person's private rows go: what they said of others counts no more, what was said of them goes."""
    given = RatingRequest.objects.filter(rater=person).exclude(state=RatingState.WITHDRAWN)
    numbers = list(given.order_by("pk").values_list("pk", flat=True))
    for pk in numbers:
        close(locked(pk), RatingState.WITHDRAWN, at=at)
    return len(numbers) + forget_asked(person=person, at=at)


def forget_over(at: dt.datetime, dry_run: bool) -> int:
    """Requests that led to nothing, half a year after they were over."""
    over = (RatingState.DECLINED, RatingState.WITHDRAWN, RatingState.LAPSED)
    rows = RatingRequest.objects.filter(state__in=over, closed_at__lt=at - KEPT)
    count = rows.count()
    if not dry_run:
        rows.delete()
    return count


def _open() -> QuerySet[RatingRequest]:
    return RatingRequest.objects.filter(state=RatingState.SENT)
