"""Files read and descriptions compared, outside of any request."""

import datetime as dt

import structlog
from celery import current_app, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from job_profiles.actions import comparison, imports
from job_profiles.queries import comparison as comparison_queries
from job_profiles.queries import imports as import_queries

LEFT_BEHIND = dt.timedelta(minutes=5)
log = structlog.get_logger(__name__)


@shared_task(name="job_profiles.read_file", time_limit=120, soft_time_limit=100)
def read_file(file_id: int) -> None:
    """Read one file of an import. Run again, it does nothing more; one that stops its reader is refused with a sentence."""
    try:
        imports.read_file(file_id=file_id, at=timezone.now())
    except (Exception, SoftTimeLimitExceeded) as error:
        log.exception("description_not_read", file=file_id)
        stopped = isinstance(error, SoftTimeLimitExceeded)
        code, values = ("too_long", {"what": "time"}) if stopped else ("failed", {})
        imports.refuse_file(file_id=file_id, code=code, values=values, at=timezone.now())


@shared_task(name="job_profiles.compare_descriptions", time_limit=600, soft_time_limit=570)
def compare_descriptions(run_id: int) -> None:
    """One run of the assistant. Run again, it begins anew, unless another worker is at it or it is done."""
    try:
        comparison.run(run_id=run_id, at=timezone.now())
    except (Exception, SoftTimeLimitExceeded):
        log.exception("descriptions_not_compared", run=run_id)
        comparison.give_up(run_id=run_id, at=timezone.now())


@shared_task(name="job_profiles.resume_harmonisation")
def resume_harmonisation() -> int:
    """What a killed worker or an unreachable queue left, handed out again; returns how many."""
    before = timezone.now() - LEFT_BEHIND
    left = [("job_profiles.read_file", pk) for pk in import_queries.unread_files(before=before)]
    left += [("job_profiles.compare_descriptions", pk) for pk in comparison_queries.unfinished_runs(before=before)]
    for name, pk in left:
        current_app.send_task(name, args=(pk,), retry=False)
    return len(left)
