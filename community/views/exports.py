"""Exports of a space: asking for one, seeing how far it is, fetching it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import permissions
from community.actions import exports
from community.enums import JobState
from community.models import SpaceExport
from community.queries import exports as queries
from community.queries import spaces as space_queries
from community.views.entry import member_view, small_act
from community.views.spaces import frame
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

BUSY = (JobState.WAITING, JobState.RUNNING)


def _managed(request: "MemberRequest", slug: str) -> Any:
    space = space_queries.for_page(request.person, slug)
    if not permissions.can_export(request.person, space):
        raise PermissionDenied(_("Seule l’animation exporte l’espace."))
    return space


@member_view("GET")
def space_exports(request: "MemberRequest", slug: str) -> HttpResponse:
    """The last exports; the page asks again by itself while one is being made."""
    return _list(request, _managed(request, slug))


def _list(request: "MemberRequest", space: Any, *, gone: bool = False, status: int = 200) -> HttpResponse:
    rows, now = queries.of_space(space), timezone.now()
    context = frame(request, space) | {
        "exports": [{"row": row, "ready": _ready(row, now), "busy": row.state in BUSY} for row in rows],
        "busy": any(row.state in BUSY for row in rows),
        "gone": gone,
    }
    return render(request, "community/space_exports.html", context, fragment="export-list", status=status)


@member_view("POST")
def export_ask(request: "MemberRequest", slug: str) -> HttpResponse:
    """Ask for an export of the space."""
    space = _managed(request, slug)
    small_act(request.person)
    try:
        exports.ask(by=request.person, space=space, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, reverse("community:space-exports", args=[slug]))


@member_view("GET")
def export_file(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """The archive, for its facilitators, for a week; later the list says how to get another."""
    space = _managed(request, slug)
    export = SpaceExport.objects.get(pk=pk, space=space)
    if not _ready(export, timezone.now()):
        return _list(request, space, gone=True, status=410)
    try:
        content = export.file.open("rb")
    except FileNotFoundError:
        return _list(request, space, gone=True, status=410)
    response = FileResponse(content, as_attachment=True, filename=f"{space.slug}.zip", content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]


def _ready(export: SpaceExport, now: Any) -> bool:
    return export.state == JobState.DONE and export.expires_at is not None and export.expires_at > now
