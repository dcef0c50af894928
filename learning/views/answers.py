"""« Mes réponses » : every statement of a run with its answer, and the way to correct one."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from learning.actions import runs as actions
from learning.enums import RunState
from learning.forms.answers import AnswerForm
from learning.models import Answer, Run
from learning.queries import statements
from learning.queries.runs import last_finished
from learning.views.entry import act, own_run, switched_off
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def answer_list(request: "MemberRequest", pk: int) -> HttpResponse:
    run = own_run(request, pk)
    if (off := switched_off(request)) is not None:
        return off
    groups = statements.answers_by_competency(run)
    context = {
        "run": run,
        "groups": groups,
        "count": sum(len(rows) for _name, rows in groups),
        "changeable": statements.may_still_change(run, last_finished(request.person)),
    }
    return render(request, "learning/answer_list.html", context)


@member_view("GET", "POST")
def answer_edit(request: "MemberRequest", pk: int, place: int) -> HttpResponse:
    """One answer, to correct it; `?suite=enonces` leads back to the statements instead of the list."""
    run = own_run(request, pk)
    if (off := switched_off(request)) is not None:
        return off
    answer = statements.answer_at(run, place)
    if request.method == "GET":
        return _page(request, run, answer)
    act(request.person)
    form = AnswerForm({**request.POST.dict(), "enonce": answer.item.key, "place": place})
    if not form.is_valid():
        return _page(request, run, answer, error=str(next(iter(form.errors.values()))[0]), status=422)
    try:
        actions.correct_answer(by=request.person, run=run, item_key=answer.item.key, value=form.value, at=timezone.now())
    except actions.RunRefused as refusal:
        return _page(request, run, answer, error=str(refusal), status=422)
    messages.success(request, _("Votre réponse est corrigée.") if form.value != answer.value else _("Rien n’a changé."))
    return redirect(request, _back(request, run))


def _back(request: "MemberRequest", run: Run) -> str:
    """Where the correction came from; a run that the correction ended leads to its answers."""
    run.refresh_from_db(fields=["state"])
    on = request.GET.get("suite") == "enonces" and run.state == RunState.OPEN
    return reverse("learning:run-question" if on else "learning:answer-list", args=[run.pk])


def _page(request: "MemberRequest", run: Run, answer: Answer, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "run": run,
        "said": statements.said(answer),
        "choices": statements.choices_of(answer.item),
        "changeable": statements.may_still_change(run, last_finished(request.person)),
        "back_url": _back(request, run),
        "error": error,
    }
    return render(request, "learning/answer_edit.html", context, status=status)
