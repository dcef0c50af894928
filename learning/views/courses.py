"""A course: for whom it is, what it raises, its next sessions, what people say of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.queries.bookmarks import kept_among
from activity.queries.subscriptions import is_following
from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from core.limits import limited
from learning.actions import course_ratings
from learning.actions.course_steps import NoPlan, plan_course
from learning.actions.plans import PlanRefused
from learning.enums import CourseKind
from learning.forms.course_ratings import RatingForm
from learning.models import Course
from learning.permissions.courses import can_edit_course
from learning.queries import courses as queries
from learning.queries.course_marks import Marks, marks_of
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def course_detail(request: "MemberRequest", key: str) -> HttpResponse:
    course = queries.by_key(request.person, key)
    return render_course(request, course)


def render_course(
    request: "MemberRequest",
    course: Course,
    form: RatingForm | None = None,
    *,
    refused: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a course, with the form of an opinion as it is typed, or why a deed was refused."""
    person, at = request.person, timezone.now()
    marks = marks_of(person, course)
    context = {
        "course": course,
        "refused": refused,
        "sessions": queries.coming_sessions(course, at),
        "has_lessons": course.kind == CourseKind.SELF_PACED and course.editions.exists(),
        "raises": _raises(course),
        "level_names": level_names(),
        "required": queries.required_of(course, person),
        "opened": queries.opened_by(course),
        "similar": queries.similar_to(course, at),
        "colleagues": queries.colleagues_shown(course, person),
        "following": is_following(person, course),
        "kept": bool(kept_among(person, [course])),
        "may_edit": can_edit_course(person, course),
        "retired_names": queries.retired_names(course),
        "marks": marks,
        "ratings": queries.ratings_of(course, request.GET.get("avis", "")),
        **_own(person, course, marks, form),
    }
    return render(request, "learning/course_detail.html", context, status=status)


def _raises(course: Course) -> list[dict[str, Any]]:
    can = queries.can_sentences(course)
    return [{"row": one, "can": can.get(one.competency_id, "")} for one in course.raises.all()]


def _own(person: Person, course: Course, marks: Marks, form: RatingForm | None) -> dict[str, Any]:
    """What the reader, who may have taken the course, can say of it."""
    if not marks.taken:
        return {"own_rating": None, "form": None}
    rating = queries.rating_by(person, course)
    return {"own_rating": rating, "form": form or RatingForm(rating=rating, shown=marks.shown)}


@member_view("POST")
@limited("avis-formation", limit=30, seconds=3600)
def course_rate(request: "MemberRequest", key: str) -> HttpResponse:
    course = queries.by_key(request.person, key)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return render_course(request, course, form, status=422)
    course_ratings.rate_course(by=request.person, course=course, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Votre avis est enregistré. Merci pour vos collègues."))
    return redirect(request, f"{course.get_absolute_url()}#avis")


@member_view("POST")
def course_rating_delete(request: "MemberRequest", key: str) -> HttpResponse:
    course = queries.by_key(request.person, key)
    course_ratings.delete_rating(by=request.person, course=course, at=timezone.now())
    messages.success(request, _("Votre avis est retiré."))
    return redirect(request, f"{course.get_absolute_url()}#avis")


@member_view("POST")
@limited("etapes", limit=300, seconds=3600)
def course_plan(request: "MemberRequest", key: str) -> HttpResponse:
    """Into one's own plan; who has none begins it first."""
    course = queries.by_key(request.person, key)
    try:
        step = plan_course(by=request.person, course=course, at=timezone.now())
    except NoPlan:
        messages.info(request, _("Commencez d’abord un plan\xa0: la formation s’y ajoutera d’un geste depuis sa page."))
        return redirect(request, reverse("learning:plan-create"))
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(request, course.get_absolute_url())
    undo = reverse("learning:step-delete", args=[step.pk])
    messages.success(request, _("Ajouté à votre plan\xa0: %(title)s") % {"title": step.title}, extra_tags=f"undo={undo}")
    return redirect(request, course.get_absolute_url())


@member_view("POST")
def course_show(request: "MemberRequest", key: str) -> HttpResponse:
    """« Montrer que j’ai suivi cette formation », or no longer."""
    course = queries.by_key(request.person, key)
    shown = request.POST.get("montrer") == "oui"
    course_ratings.show_taken(by=request.person, course=course, shown=shown, at=timezone.now())
    if shown:
        messages.success(request, _("Vous paraissez parmi les collègues qui ont suivi cette formation."))
    else:
        messages.success(request, _("Vous n’y paraissez plus."))
    return redirect(request, course.get_absolute_url())
