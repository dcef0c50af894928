"""The talk sheet: the person makes it, shows it, takes it back; whoever is shown it reads names and questions, no more."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import limited
from core.typesetting import pdf, pdf_response
from learning.actions import shares as share_actions
from learning.actions import talk_sheets as actions
from learning.forms.shares import ShowForm
from learning.forms.talk_sheets import SheetForm
from learning.models import TalkSheet
from learning.queries import results, shares, talk_sheets
from learning.views import documents
from learning.views.entry import switched_off
from people.actions import access
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
@limited("feuilles", limit=120, seconds=3600)
def talk_sheet_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Tick, reword, save. Saved again, whoever is shown the sheet sees the new text."""
    run = results.finished_run(request.person, pk)
    if (off := switched_off(request)) is not None:
        return off
    at = timezone.now()
    sheet = TalkSheet.objects.filter(run=run).prefetch_related("lines").first()
    offered = talk_sheets.candidates(results.result_of(run, at), sheet)
    form = SheetForm(
        request.POST if request.method == "POST" else None, candidates=offered, initial={"note": sheet.note if sheet else ""}
    )
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            sheet = actions.write_sheet(by=request.person, run=run, questions=form.questions(), note=note, at=at)
        except actions.SheetRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Feuille gardée. Personne d’autre ne la voit tant que vous ne la montrez pas."))
            return redirect(request, reverse("learning:talk-sheet-detail", args=[sheet.pk]))
    context = {"form": form, "run": run, "sheet": sheet}
    return render(request, "learning/talk_sheet_form.html", context, status=422 if form.errors else 200)


@member_view("GET")
def talk_sheet_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """One's own, with who sees it; or one that is shown to me, after a line in its owner's log."""
    at = timezone.now()
    sheet = talk_sheets.readable(request.person, pk, at)
    own = sheet.person_id == request.person.pk
    if own and (off := switched_off(request)) is not None:
        return off
    _note_look(request.person, sheet)
    context = {
        "sheet": sheet,
        "lines": sheet.lines.all(),
        "own": own,
        "given": shares.of_sheet(request.person, sheet, at) if own else [],
    }
    return render(request, "learning/talk_sheet_detail.html", context)


@member_view("GET")
@limited("feuille-pdf", limit=30, seconds=600, methods=("GET",))
def talk_sheet_pdf(request: "MemberRequest", pk: int) -> HttpResponse:
    """The same on paper."""
    at = timezone.now()
    sheet = talk_sheets.readable(request.person, pk, at)
    if sheet.person_id == request.person.pk and (off := switched_off(request)) is not None:
        return off
    _note_look(request.person, sheet)
    content = pdf("talk_sheet.typ", documents.sheet_for_pdf(sheet, at), at=at)
    return pdf_response(f"feuille-de-discussion-{timezone.localdate(sheet.made_at).isoformat()}.pdf", content)


@member_view("GET", "POST")
@limited("partages-diagnostic", limit=60, seconds=3600)
def talk_sheet_show(request: "MemberRequest", pk: int) -> HttpResponse:
    """Show it to a manager, or to anybody, until a day."""
    sheet = talk_sheets.own_sheet(request.person, pk)
    if (off := switched_off(request)) is not None:
        return off
    at = timezone.now()
    manager = talk_sheets.manager_words(request.person, timezone.localdate(at))
    form = ShowForm(
        request.POST if request.method == "POST" else None,
        viewer=request.person,
        today=timezone.localdate(at),
        initial={"grantee": manager},
    )
    if request.method == "POST" and form.is_valid():
        try:
            share_actions.show_sheet(by=request.person, sheet=sheet, at=at, **form.cleaned_data)
        except share_actions.ShareRefused as error:
            form.add_error("grantee", str(error))
        else:
            messages.success(request, _("Feuille montrée à %(name)s.") % {"name": form.cleaned_data["grantee"].name})
            return redirect(request, reverse("learning:talk-sheet-detail", args=[sheet.pk]))
    context = {"form": form, "sheet": sheet}
    return render(request, "learning/talk_sheet_show.html", context, status=422 if form.errors else 200)


@member_view("POST")
def talk_sheet_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    sheet = talk_sheets.own_sheet(request.person, pk)
    run_id = sheet.run_id
    actions.delete_sheet(by=request.person, sheet=sheet, at=timezone.now())
    messages.success(request, _("Feuille supprimée\xa0: personne n’y a plus accès."))
    return redirect(request, reverse("learning:result-detail", args=[run_id]))


def _note_look(viewer: Person, sheet: TalkSheet) -> None:
    access.record(person=sheet.person, viewer=viewer, what=share_actions.sheet_label(sheet), at=timezone.now())
