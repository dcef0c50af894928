"""Writing a course: one's own list, the form, what its fields propose."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.utils import timezone
from django.utils.translation import gettext as _

from community.queries import practice_people
from core.htmx import redirect, render
from core.limits import limited
from core.pagination import page_by_key
from learning.actions import courses as actions
from learning.actions.courses import CourseConflict
from learning.enums import CourseState
from learning.forms.courses import CourseForm
from learning.models import Course
from learning.permissions.courses import can_edit_course, keeps_catalogue, may_write_courses
from learning.queries import courses as queries
from learning.views.campaigns import add_refusal
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

ON_A_PAGE = 50
VIEWS = ("", CourseState.DRAFT.value, CourseState.PUBLISHED.value, CourseState.RETIRED.value)


def _writer(person: Person) -> Person:
    if not may_write_courses(person):
        raise PermissionDenied(_("Les personnes qui donnent des formations et l’équipe stratégique écrivent le catalogue."))
    return person


@member_view("GET")
def course_own(request: "MemberRequest") -> HttpResponse:
    """Courses that one writes, by state; the strategic team sees all of them."""
    person, view = _writer(request.person), request.GET.get("etat", "")
    view = view if view in VIEWS else ""
    rows = queries.own_courses(person)
    if view:
        rows = rows.filter(state=view)
    page = page_by_key(rows, keys=("sort_key", "pk"), cursor=request.GET.get("avant", ""), size=ON_A_PAGE)
    labels = {"": _("Toutes"), **dict(CourseState.choices)}
    context = {
        "page": page,
        "view": view,
        "everybody": keeps_catalogue(person),
        "states": [{"label": labels[key], "url": f"?etat={key}" if key else "?", "current": key == view} for key in VIEWS],
    }
    return render(request, "learning/course_own.html", context)


@member_view("GET", "POST")
@limited("ecrire-formation", limit=120, seconds=3600)
def course_create(request: "MemberRequest") -> HttpResponse:
    person = _writer(request.person)
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_course(by=person, text=form.text, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Brouillon enregistré. Relisez la page, puis mettez la formation au catalogue."))
            return redirect(request, made.get_absolute_url())
    return _form_page(request, form, None)


@member_view("GET", "POST")
@limited("ecrire-formation", limit=120, seconds=3600)
def course_edit(request: "MemberRequest", key: str) -> HttpResponse:
    """Changed by somebody else meanwhile: 409, with what was typed and the link to what they wrote."""
    course = queries.by_key(request.person, key)
    if not can_edit_course(request.person, course):
        raise PermissionDenied(_("Qui donne cette formation et l’équipe stratégique modifient sa fiche."))
    form = CourseForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        edit = form.cleaned_data["edit"]
        try:
            actions.edit_course(by=request.person, course=course, edit=edit, text=form.text, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        except CourseConflict:
            form.add_error(None, _("Quelqu’un d’autre a modifié cette fiche depuis. Comparez, puis enregistrez de nouveau."))
            form.show_edit(course.edit)
            return _form_page(request, form, course, status=409)
        else:
            messages.success(request, _("La fiche est enregistrée."))
            return redirect(request, course.get_absolute_url())
    return _form_page(request, form, course)


def _form_page(request: "MemberRequest", form: CourseForm, course: Course | None, *, status: int = 0) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "course": course, "providers": queries.provider_names()}
    return render(request, "learning/course_form.html", context, status=status or (422 if request.method == "POST" else 200))


@member_view("GET")
def course_options(request: "MemberRequest") -> HttpResponse:
    """Titles for a list of suggestions, of the field that is being typed in."""
    typed = next((str(value) for value in request.GET.values() if str(value).strip()), "")[:200]
    options = queries.titles_with(typed) if typed else []
    return render_page(request, "community/parts/topic_options.html", {"options": options})


@member_view("GET")
def trainer_options(request: "MemberRequest") -> HttpResponse:
    """Members for the list of who gives a course, for the last name that is being typed."""
    typed = request.GET.get("trainers", "")[:600]
    return render_page(request, "community/parts/topic_options.html", {"options": practice_people.suggestions(typed)})
