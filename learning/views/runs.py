"""The statement that a run asks now, and the ends of a run."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import is_htmx, redirect, render
from learning.actions import runs as actions
from learning.enums import RunState
from learning.forms.answers import AnswerForm, stamp
from learning.models import Run
from learning.queries import statements
from learning.queries.diagnostics import progress_of
from learning.queries.readings import Reading, reading_of
from learning.views.entry import act, back_to_the_switch, own_run, switched_off
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
def run_question(request: "MemberRequest", pk: int) -> HttpResponse:
    """One statement; a POST answers it and brings the next one, or the result after the last."""
    reading = reading_of(request.person, pk)
    if not reading.on:
        return back_to_the_switch(request)
    run = reading.run
    if run.state == RunState.FINISHED:
        if request.method == "POST":
            messages.info(request, _("Ce diagnostic est terminé\xa0: cette réponse n’a pas été enregistrée."))
        return redirect(request, _result(run))
    return _answer(request, reading) if request.method == "POST" else _card(request, reading)


def _answer(request: "MemberRequest", reading: Reading) -> HttpResponse:
    """What was said is written, or the page says why not; either way the statement that is due follows."""
    act(request.person)
    run = reading.run
    form, now = AnswerForm(request.POST), timezone.now()
    if not form.is_valid():
        return _card(request, reading, error=_first_error(form), status=422)
    given = form.cleaned_data
    try:
        actions.give_answer(
            by=request.person, run=run, item_key=given["enonce"], place=given["place"], value=form.value, at=now,
            seconds=form.seconds(run, now),
        )  # fmt: skip
    except actions.RunMoved:
        return _moved(request, reading)
    except actions.RunRefused as refusal:
        return _card(request, reading, error=str(refusal), status=422)
    run.refresh_from_db(fields=["state"])
    if run.state == RunState.FINISHED:
        messages.success(request, _("C’est terminé. Voici ce que disent vos réponses."))
        return redirect(request, _result(run))
    return (
        _card(request, reading) if is_htmx(request) else redirect(request, reverse("learning:run-question", args=[run.pk]))
    )


def _moved(request: "MemberRequest", reading: Reading) -> HttpResponse:
    """The page was old (another tab, another device, the back button)."""
    words = _("Cet énoncé n’était plus le prochain\xa0: cette réponse n’a pas été enregistrée, les autres sont gardées.")
    if is_htmx(request):
        return _card(request, reading, error=words)
    messages.warning(request, words)
    return redirect(request, reverse("learning:run-question", args=[reading.run.pk]))


def _first_error(form: AnswerForm) -> str:
    """What is wrong with the answer; anything else is a page that was tampered with or cut."""
    found = form.errors.get("reponse")
    return str(found[0]) if found else _("Cette page est incomplète\xa0: répondez de nouveau.")


def _card(request: "MemberRequest", reading: Reading, *, error: str = "", status: int = 200) -> HttpResponse:
    run = reading.run
    card = statements.card_of(run, reading.aimed, reading.framework)
    if card is None:
        # The bank asks nothing more, yet no answer ended it: offer the end instead of an empty page.
        return redirect(request, reverse("learning:run-finish", args=[run.pk]))
    context = {"card": card, "run": run, "error": error, "stamp": stamp(run, card.item, timezone.now())}
    return render(request, "learning/run_question.html", context, fragment="question", status=status)


def _result(run: Run) -> str:
    return reverse("learning:result-detail", args=[run.pk])


@member_view("GET", "POST")
def run_finish(request: "MemberRequest", pk: int) -> HttpResponse:
    """Stop here: what is answered counts, the rest stays to be discussed."""
    run = own_run(request, pk)
    if (off := switched_off(request)) is not None:
        return off
    if run.state == RunState.FINISHED:
        return redirect(request, _result(run))
    context: dict[str, Any] = {"run": run, "progress": progress_of(run)}
    if request.method == "GET":
        return render(request, "learning/run_finish.html", context)
    act(request.person)
    try:
        actions.finish_run(by=request.person, run=run, at=timezone.now())
    except actions.RunRefused as refusal:
        return render(request, "learning/run_finish.html", context | {"error": str(refusal)}, status=422)
    return redirect(request, _result(run))


@member_view("POST")
def run_counted(request: "MemberRequest", pk: int) -> HttpResponse:
    """`compter`: oui or non, from now on."""
    run = own_run(request, pk)
    if (off := switched_off(request)) is not None:
        return off
    act(request.person)
    counted = request.POST.get("compter") == "oui"
    actions.set_counted(by=request.person, run=run, counted=counted, at=timezone.now())
    words = (
        _("Vos réponses comptent dans les prochains totaux.")
        if counted
        else _("Vos réponses ne comptent plus dans les prochains totaux.")
    )
    messages.success(request, words)
    return redirect(request, reverse("learning:answer-list", args=[run.pk]))


@member_view("GET", "POST")
def run_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    """What goes with it; then it is gone at once. Also while the diagnostic is switched off."""
    run = own_run(request, pk)
    if request.method == "GET":
        return render(request, "learning/run_delete.html", {"run": run})
    act(request.person)
    actions.delete_run(by=request.person, run=run, at=timezone.now())
    messages.success(request, _("Le diagnostic est supprimé, avec ses réponses et ce qu’il avait mesuré."))
    return redirect(request, reverse("learning:diagnostic-home"))
