"""What the community does not keep for ever."""

import datetime as dt

from community.enums import RequestState
from community.models import JoinRequest, ThreadRead

READ_MARKS = dt.timedelta(days=365)
ANSWERED_REQUESTS = dt.timedelta(days=365)


def forget_read_marks(at: dt.datetime, dry_run: bool) -> int:
    """Marks of threads that the person has not opened for a year."""
    rows = ThreadRead.objects.filter(read_at__lt=at - READ_MARKS)
    return rows.count() if dry_run else rows.delete()[0]


def forget_requests(at: dt.datetime, dry_run: bool) -> int:
    """Requests to join that were answered more than a year ago."""
    rows = JoinRequest.objects.exclude(state=RequestState.PENDING).filter(answered_at__lt=at - ANSWERED_REQUESTS)
    return rows.count() if dry_run else rows.delete()[0]
