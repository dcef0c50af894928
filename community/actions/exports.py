"""Exports of a space: asked for, claimed by one worker, followed, finished, forgotten. The archive is written by tasks/."""

import datetime as dt
from typing import IO

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from community import permissions
from community.enums import JobState
from community.events import SpaceExportAsked, SpaceExported
from community.models import Space, SpaceExport
from core import outbox
from people.models import Person

LIFE = dt.timedelta(days=7)
A_DAY = 3
HELD_FOR = 120


@transaction.atomic
def ask(*, by: Person, space: Space, at: dt.datetime) -> SpaceExport:
    """Ask for an archive of the space; the row is the trace of who took what, when. Raises ValidationError (too often)."""
    space = Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_export(by, space):
        raise PermissionDenied(_("Seule l’animation exporte l’espace."))
    rows = SpaceExport.objects.filter(space=space)
    if rows.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        raise ValidationError(_("Un export est déjà en cours. Il paraîtra ici dès qu’il sera prêt."))
    if rows.filter(created_at__gt=at - dt.timedelta(days=1)).exclude(state=JobState.FAILED).count() >= A_DAY:
        raise ValidationError(
            _("Cet espace a déjà été exporté %(count)d fois aujourd’hui. Revenez demain.") % {"count": A_DAY}
        )
    export = SpaceExport.objects.create(space=space, by=by, created_at=at)
    outbox.publish(SpaceExportAsked(export_id=export.pk, space_id=space.pk, by_id=by.pk, at=at))
    return export


def claim(*, export_id: int, total: int) -> SpaceExport | None:
    """Take it in hand; None when it is finished or another worker holds it (a killed one lets go after two minutes)."""
    if not cache.add(_hold(export_id), 1, HELD_FOR):
        return None
    waiting = SpaceExport.objects.filter(pk=export_id, state__in=[JobState.WAITING, JobState.RUNNING])
    if not waiting.update(state=JobState.RUNNING, total=total, done=0):
        cache.delete(_hold(export_id))
        return None
    return SpaceExport.objects.select_related("space", "by").get(pk=export_id)


def advance(*, export: SpaceExport, done: int) -> None:
    """How many threads, sheets and events are written; holds the export a while longer."""
    cache.set(_hold(export.pk), 1, HELD_FOR)
    SpaceExport.objects.filter(pk=export.pk).update(done=done)


def finish(*, export: SpaceExport, archive: IO[bytes], size: int, at: dt.datetime) -> None:
    """Keep the archive for a week and tell who asked."""
    archive.seek(0)
    export.file.save(f"{at:%Y%m%d}.zip", File(archive), save=False)
    with transaction.atomic():
        export.state, export.size, export.finished_at, export.expires_at = JobState.DONE, size, at, at + LIFE
        export.done = export.total or 0
        export.save(update_fields=["state", "size", "finished_at", "expires_at", "file", "done"])
        _announce(export, failed=False, at=at)
    cache.delete(_hold(export.pk))


def give_up(*, export_id: int, error: str, at: dt.datetime) -> None:
    """It failed: `error` in one word for whoever runs the network; who asked is told, and may ask again."""
    with transaction.atomic():
        export = SpaceExport.objects.select_for_update(of=("self",)).select_related("space").get(pk=export_id)
        if export.state == JobState.DONE:
            return
        export.state, export.error, export.finished_at = JobState.FAILED, error[:200], at
        export.save(update_fields=["state", "error", "finished_at"])
        _announce(export, failed=True, at=at)
    cache.delete(_hold(export_id))


def forget_old(at: dt.datetime, dry_run: bool) -> int:
    """Delete the files of exports past their week; the row stays as a trace, without content."""
    rows = SpaceExport.objects.filter(state=JobState.DONE, expires_at__lte=at)
    if dry_run:
        return rows.count()
    gone = list(rows)
    for export in gone:
        storage, name = export.file.storage, export.file.name
        export.file, export.state = "", JobState.EXPIRED
        export.save(update_fields=["file", "state"])
        if name:
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name), robust=True)  # type: ignore[misc]
    return len(gone)


def forget_person(*, person: Person) -> int:
    """Traces of what the person took out lose their name."""
    return SpaceExport.objects.filter(by=person).update(by=None)


def _hold(export_id: int) -> str:
    return f"export-en-main:{export_id}"


def _announce(export: SpaceExport, *, failed: bool, at: dt.datetime) -> None:
    if export.by_id is not None:
        outbox.publish(
            SpaceExported(export_id=export.pk, space_id=export.space_id, by_id=export.by_id, failed=failed, at=at)
        )
