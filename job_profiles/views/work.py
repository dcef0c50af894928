"""« Redéfinir mon travail » : private to the person."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from job_profiles.actions.work import ChangedElsewhere, SharesExceed, erase_work, save_work
from job_profiles.forms.work import TargetForm, TaskForm, beginning, task_set, written
from job_profiles.queries import profiles, work
from people.views.entry import member_view

if TYPE_CHECKING:
    from django.forms import BaseFormSet

    from job_profiles.models import WorkReview
    from people.middleware import MemberRequest

TEMPLATE = "job_profiles/work_detail.html"


@member_view("GET", "POST")
def work_detail(request: "MemberRequest") -> HttpResponse:
    """The form, and what follows from what was saved."""
    if request.method == "POST":
        return _save(request)
    review = work.review_of(request.person)
    held = profiles.held_by(request.person)
    target, tasks = beginning(review, held.key if held else "")
    return _page(request, review, TargetForm(initial=target), task_set(initial=tasks))


def _save(request: "MemberRequest") -> HttpResponse:
    form, tasks = TargetForm(request.POST), task_set(request.POST)
    if not (form.is_valid() and tasks.is_valid()):
        return _page(request, work.review_of(request.person), form, tasks, status=422)
    values = form.cleaned_data
    try:
        save_work(by=request.person, version=values["profile"], tasks=written(tasks), edit=values["edit"], at=timezone.now())
    except SharesExceed as refusal:
        words = _("Les parts font %(total)d\xa0%%\xa0: réduisez-les pour qu’elles ne dépassent pas 100\xa0%%.")
        form.add_error(None, words % {"total": refusal.total})
        return _page(request, work.review_of(request.person), form, tasks, status=422)
    except ChangedElsewhere:
        form.add_error(
            None,
            _(
                "Vous avez enregistré une autre version de cette page, peut-être dans un autre onglet. Ce que vous venez "
                "d’écrire est gardé ci-dessous\xa0: ouvrez la page dans un nouvel onglet, comparez, puis enregistrez ici."
            ),
        )
        saved = work.review_of(request.person)
        return _page(request, saved, _with_edit(form, saved), tasks, status=409)
    messages.success(request, _("Enregistré. Vous seul le voyez."))
    return redirect(request, reverse("job_profiles:work-detail"))


def _with_edit(form: TargetForm, review: "WorkReview | None") -> TargetForm:
    """The same form, which the next press saves over what the other tab saved: the person was told."""
    form.data = {**form.data.dict(), "edit": str(review.edit if review else 0)}  # type: ignore[attr-defined]
    return form


def _page(
    request: "MemberRequest",
    review: "WorkReview | None",
    form: TargetForm,
    tasks: "BaseFormSet[TaskForm]",
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "tasks": tasks,
        "review": review,
        "outlook": work.outlook(review) if review else None,
        "level_names": level_names(),
    }
    return render(request, TEMPLATE, context, status=status)


@member_view("POST")
def work_erase(request: "MemberRequest") -> HttpResponse:
    """Gone for good: nothing of it is kept."""
    erase_work(person=request.person)
    messages.success(request, _("Effacé. Il n’en reste rien."))
    return redirect(request, reverse("job_profiles:work-detail"))
