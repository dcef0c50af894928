"""A trainer's self-paced courses: written in /cms/, looked at as learners see them, published, followed by figures."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from learning.actions import editions as actions
from learning.forms.quizzes import EditionForm
from learning.models import Course, CourseWriting
from learning.permissions.writing import courses_written_by, may_write
from learning.queries import editions as queries
from learning.queries.previews import preview_of
from learning.queries.reviews import figures_of
from learning.queries.writings import changes_of, courses_to_write
from learning.views.reviews import trainer
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _writing(request: "MemberRequest", key: str) -> CourseWriting:
    """404 for a course that the person does not write."""
    return courses_written_by(trainer(request.person)).select_related("course").get(course__key=key)


@member_view("GET")
def writing_list(request: "MemberRequest") -> HttpResponse:
    """Courses at one's own pace that the person writes."""
    rows = courses_to_write(trainer(request.person))
    return render(request, "learning/writing_list.html", {"rows": rows})


@member_view("POST")
def writing_open(request: "MemberRequest", key: str) -> HttpResponse:
    """Into /cms/, where the course is written; made at the first time."""
    course = Course.objects.visible_to(trainer(request.person)).get(key=key)
    if not may_write(request.person, course):
        raise PermissionDenied(_("Seules les personnes qui donnent ce cours l’écrivent, avec l’équipe stratégique."))
    writing = actions.open_writing(by=request.person, course=course)
    return redirect(request, reverse("wagtailsnippets_learning_coursewriting:edit", args=[writing.pk]))


@member_view("GET")
def writing_preview(request: "MemberRequest", key: str) -> HttpResponse:
    """As learners will see it; `?lecon=` one lesson."""
    writing = _writing(request, key)
    context = preview_of(writing, request.GET.get("lecon", ""))
    return render(request, "learning/writing_preview.html", {"writing": writing, **context})


@member_view("GET", "POST")
def edition_publish(request: "MemberRequest", key: str) -> HttpResponse:
    """What is missing, what changes, and the button that freezes it."""
    writing = _writing(request, key)
    form = EditionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            edition = actions.publish_edition(
                by=request.person, writing=writing, note=form.cleaned_data["note"], at=timezone.now()
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            words = _("L’édition %(number)d est publiée. Les personnes qui en suivent une autre la terminent.")
            messages.success(request, words % {"number": edition.number})
            return redirect(request, reverse("learning:writing-list"))
    content = queries.content_of(writing)
    before = queries.newest_edition(writing.course)
    context = {
        "writing": writing,
        "course": writing.course,
        "problems": queries.problems_of(content),
        "before": before,
        "same": before is not None and before.content == content,
        "changes": changes_of(before, content),
        "form": form,
    }
    return render(request, "learning/edition_publish.html", context, status=422 if form.errors else 200)


@member_view("GET")
def edition_figures(request: "MemberRequest", key: str) -> HttpResponse:
    """Of the newest edition: how many follow and finish, how questions are answered. No name."""
    writing = _writing(request, key)
    edition = queries.newest_edition(writing.course)
    figures = figures_of(edition) if edition else None
    return render(request, "learning/edition_figures.html", {"course": writing.course, "figures": figures})
