"""What the community does not keep for ever."""

import datetime as dt

from community.enums import RequestState
from community.models import JoinRequest, ThreadRead
from community.queries.registrations import with_old_notes

READ_MARKS = dt.timedelta(days=365)
ANSWERED_REQUESTS = dt.timedelta(days=365)
EVENT_NOTES = dt.timedelta(days=183)


def forget_read_marks(at: dt.datetime, dry_run: bool) -> int:
    """Marks of threads that the person has not opened for a year."""
    rows = ThreadRead.objects.filter(read_at__lt=at - READ_MARKS)
    return rows.count() if dry_run else rows.delete()[0]


def forget_requests(at: dt.datetime, dry_run: bool) -> int:
    """Requests to join that were answered more than a year ago."""
    rows = JoinRequest.objects.exclude(state=RequestState.PENDING).filter(answered_at__lt=at - ANSWERED_REQUESTS)
    return rows.count() if dry_run else rows.delete()[0]


def forget_event_notes(at: dt.datetime, dry_run: bool) -> int:
    """What one wrote to the organiser of an event that ended more than six months ago; the registration stays."""
    rows = with_old_notes(at - EVENT_NOTES)
    return rows.count() if dry_run else rows.update(note="")
