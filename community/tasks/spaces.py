"""Recurring and heavy work on spaces: rounds of invitations, exports, old invitations, quiet spaces."""

import datetime as dt
import tempfile

import structlog
from celery import current_app, shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone, translation

from community.actions import dormancy, exports, invitations
from community.models import SpaceExport
from community.queries import exports as export_queries
from community.queries import invitations as invitation_queries
from community.tasks.archives import write_archive

LEFT_BEHIND = dt.timedelta(minutes=5)
IN_MEMORY = 8 * 1024 * 1024
log = structlog.get_logger(__name__)


@shared_task(name="community.send_invitations")
def send_invitations(round_id: int) -> None:
    """Batch after batch, each in its own transaction; run again, it goes on where it stopped."""
    while invitations.work_off_round(round_id=round_id, at=timezone.now()):
        pass


@shared_task(name="community.export_space", time_limit=1800, soft_time_limit=1740)
def export_space(export_id: int) -> None:
    """Write the archive of a space and keep it. Run again, it begins anew, unless another worker is at it or it is done."""
    asked = SpaceExport.objects.filter(pk=export_id).first()
    if asked is None:
        return
    export = exports.claim(export_id=export_id, total=export_queries.size_of(asked.space_id))
    if export is None:
        return
    language = export.by.interface_language if export.by else "fr"
    try:
        with translation.override(language), tempfile.SpooledTemporaryFile(IN_MEMORY) as archive:
            write_archive(export.space, archive, lambda done: exports.advance(export=export, done=done))
            size = archive.tell()
            exports.finish(export=export, archive=archive, size=size, at=timezone.now())
    except (Exception, SoftTimeLimitExceeded) as error:
        log.exception("space_export_failed", export=export_id)
        exports.give_up(export_id=export_id, error=type(error).__name__, at=timezone.now())


@shared_task(name="community.resume_space_work")
def resume_space_work() -> int:
    """What a killed worker or an unreachable queue left, handed out again; returns how many."""
    before = timezone.now() - LEFT_BEHIND
    left = [("community.send_invitations", pk) for pk in invitation_queries.unfinished_rounds(before=before)]
    left += [("community.export_space", pk) for pk in export_queries.unfinished(before=before)]
    for name, pk in left:
        current_app.send_task(name, args=(pk,), retry=False)
    return len(left)


@shared_task(name="community.look_after_spaces")
def look_after_spaces() -> tuple[int, int]:
    """Daily: invitations past their date, spaces gone quiet; running it twice does nothing more."""
    now = timezone.now()
    return invitations.expire_due(at=now), dormancy.mark_quiet(at=now)
