"""Importing what ministries use today, and seeing what was read of it."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import TooMany, spend
from job_profiles import permissions
from job_profiles.actions import imports
from job_profiles.enums import JobState
from job_profiles.forms.imports import ImportForm
from job_profiles.queries import imports as queries
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

IMPORTS, IMPORTS_IN_SECONDS = 30, 3600


@member_view("GET", "POST")
def import_start(request: "MemberRequest") -> HttpResponse:
    """The form; posted, the page of the import that begins. `?reprendre=`: a pasted text that could not be read."""
    if not permissions.imports_for_somebody(request.person):
        raise PermissionDenied(_("Les responsables de profils et la répondance des ministères importent des descriptions."))
    if request.method != "POST":
        number = request.GET.get("reprendre", "")
        pasted = queries.pasted_text(request.person, int(number)) if number.isdecimal() and len(number) < 10 else ""
        return _page(request, ImportForm(viewer=request.person, initial={"pasted": pasted}))
    form = ImportForm(request.POST, request.FILES, viewer=request.person)
    if not form.is_valid():
        return _page(request, form, 422)
    given = form.cleaned_data
    try:
        spend("importer-descriptions", request.person.pk, limit=IMPORTS, seconds=IMPORTS_IN_SECONDS)
        batch = imports.start_import(
            by=request.person,
            organisation=given["organisation"],
            uploads=given["documents"],
            pasted=given["pasted"],
            at=timezone.now(),
        )
    except TooMany as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, form, 429)
    except ValidationError as refusal:
        form.add_error("documents", refusal.messages)  # type: ignore[arg-type]
        return _page(request, form, 422)
    return redirect(request, reverse("job_profiles:import-detail", args=[batch.pk]))


def _page(request: "MemberRequest", form: ImportForm, status: int = 200) -> HttpResponse:
    # A browser never sends files twice by itself: those of a form that comes back are to be chosen again.
    lost = status != 200 and bool(form.files)
    context = {"form": form, "lost": lost, "recent": queries.recent_imports(request.person)}
    return render(request, "job_profiles/import_start.html", context, status=status)


@member_view("GET")
def import_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """What was read, file by file; the page asks again by itself while one is being read."""
    batch = queries.visible_imports(request.person).get(pk=pk)
    rows = queries.file_rows(batch)
    done = sum(1 for row in rows if not row.waits)
    context: dict[str, Any] = {
        "batch": batch,
        "rows": rows,
        "busy": batch.state in (JobState.WAITING, JobState.RUNNING) and done < len(rows),
        "done": done,
        "found": sum(row.file.found for row in rows),
        "owns": permissions.owns_profiles(request.person),
        "own": batch.by_id == request.person.pk,
    }
    return render(request, "job_profiles/import_detail.html", context, fragment="import-files")
