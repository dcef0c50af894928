"""How long words around a seat are kept: needs a month after the session, why and reasons two years; that somebody was there
is kept with the course."""

import datetime as dt

from django.db.models import Q

from learning.models import Enrolment, EnrolmentLog

NEEDS, WORDS = dt.timedelta(days=30), dt.timedelta(days=731)


def forget_needs(at: dt.datetime, dry_run: bool) -> int:
    """Accessibility needs of sessions that ended a month ago; returns of how many enrolments."""
    rows = Enrolment.objects.filter(session__ends_at__lt=at - NEEDS).exclude(needs="")
    return rows.count() if dry_run else rows.update(needs="")


def forget_words(at: dt.datetime, dry_run: bool) -> int:
    """What was written to ask, refuse or cancel, two years after the session."""
    old = Enrolment.objects.filter(session__ends_at__lt=at - WORDS)
    rows = old.exclude(Q(why="") & Q(reason=""))
    if dry_run:
        return rows.count()
    EnrolmentLog.objects.filter(enrolment__in=old).exclude(reason="").update(reason="")
    return rows.update(why="", reason="")
