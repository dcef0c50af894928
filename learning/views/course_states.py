"""A course put in the catalogue, taken out of it, thrown away; who did what to it."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.htmx import redirect, render
from learning.actions import courses as actions
from learning.permissions.courses import can_edit_course
from learning.queries import courses as queries
from learning.views.courses import render_course
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

# What a field of the form is called in the history.
FIELDS = {
    "title_fr": gettext_lazy("titre"), "title_en": gettext_lazy("titre anglais"), "summary_fr": gettext_lazy("résumé"),
    "summary_en": gettext_lazy("résumé anglais"), "body_fr": gettext_lazy("description"),
    "body_en": gettext_lazy("description, en anglais"), "kind": gettext_lazy("formule"), "language": gettext_lazy("langue"),
    "minutes": gettext_lazy("durée"), "level": gettext_lazy("niveau"), "requires_fr": gettext_lazy("autres préalables"),
    "requires_en": gettext_lazy("autres préalables, en anglais"), "cost_cents": gettext_lazy("coût par place"),
    "session_cost_cents": gettext_lazy("coût par séance"), "accessibility_fr": gettext_lazy("mesures d’accessibilité"),
    "accessibility_en": gettext_lazy("mesures d’accessibilité, en anglais"), "approval": gettext_lazy("approbation"),
    "url": gettext_lazy("adresse"), "provider": gettext_lazy("dispensateur"), "raises": gettext_lazy("compétences"),
    "requires": gettext_lazy("préalables"), "trainers": gettext_lazy("qui la donne"), "topics": gettext_lazy("étiquettes"),
}  # fmt: skip


@member_view("POST")
def course_publish(request: "MemberRequest", key: str) -> HttpResponse:
    course = queries.by_key(request.person, key)
    try:
        actions.publish_course(by=request.person, course=course, at=timezone.now())
    except ValidationError as refusal:
        return render_course(request, course, refused=refusal.messages, status=422)
    messages.success(request, _("La formation est au catalogue."))
    return redirect(request, course.get_absolute_url())


@member_view("POST")
def course_retire(request: "MemberRequest", key: str) -> HttpResponse:
    course = queries.by_key(request.person, key)
    try:
        actions.retire_course(by=request.person, course=course, at=timezone.now())
    except ValidationError as refusal:
        return render_course(request, course, refused=refusal.messages, status=422)
    messages.success(request, _("La formation est retirée du catalogue. Sa page reste, avec la mention."))
    return redirect(request, course.get_absolute_url())


@member_view("POST")
def course_delete(request: "MemberRequest", key: str) -> HttpResponse:
    course = queries.by_key(request.person, key)
    try:
        actions.delete_draft(by=request.person, course=course)
    except ValidationError as refusal:
        return render_course(request, course, refused=refusal.messages, status=422)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect(request, reverse("learning:course-own"))


@member_view("GET")
def course_history(request: "MemberRequest", key: str) -> HttpResponse:
    course = queries.by_key(request.person, key)
    if not can_edit_course(request.person, course):
        raise PermissionDenied
    page = queries.changes_of(course, request.GET.get("avant", ""))
    rows = [(one, [FIELDS.get(name, name) for name in one.fields]) for one in page.items]
    return render(request, "learning/course_history.html", {"course": course, "rows": rows, "page": page})
