"""A member's roles and manager, for administrators."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.htmx import redirect, render
from people.actions.departures import DepartureRefused, end_access, give_access_back
from people.actions.reporting import ReportingRefused, end_manager, set_manager
from people.actions.roles import RoleRefused, end_role, give_role
from people.enums import PersonStatus
from people.forms.pickers import name_with_place
from people.forms.roles import ManagerForm, RoleForm
from people.models import Person, RoleHeld
from people.permissions import may_administer
from people.queries.reporting import manager_of, reports_of
from people.queries.roles import roles_of_all_time

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _administrator(request: "MemberRequest") -> Person:
    if not may_administer(request.person):
        raise PermissionDenied
    return request.person


def _person(pk: int) -> Person:
    return get_object_or_404(Person.objects.active().select_related("organisation", "user"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_roles(request: "MemberRequest", pk: int) -> HttpResponse:
    """Roles of a member, those that are over included; the form gives another."""
    viewer = _administrator(request)
    person = get_object_or_404(Person.objects.exclude(user=None).select_related("organisation", "user"), pk=pk)
    if person.status == PersonStatus.LEFT:
        return render(request, "people/person_left.html", {"person": person})
    today = timezone.localdate()
    form = RoleForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            give_role(person=person, by=viewer, at=timezone.now(), **form.cleaned_data)
        except RoleRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Le rôle est confié."))
            return redirect(request, reverse("people:person-roles", args=[pk]))
    status = 422 if form.is_bound else 200
    return render(request, "people/person_roles.html", _context(viewer, person, today, form=form), status=status)


def _context(viewer: Person, person: Person, today: dt.date, **forms: Any) -> dict[str, Any]:
    manager = manager_of(person, today)
    known = {"stand_in": name_with_place(manager) if manager else "", "since": today}
    return {
        "person": person,
        "rows": [
            {"held": held, "over": held.to_on is not None and held.to_on < today, "coming": held.from_on > today}
            for held in roles_of_all_time(person)
        ],
        "manager": manager,
        "reports": list(reports_of(person, today).select_related("organisation").order_by("sort_key", "pk")[:30]),
        "form": forms.get("form") or RoleForm(today=today),
        "manager_form": forms.get("manager_form") or ManagerForm(viewer=viewer, initial=known),
    }


@require_POST
def role_end(request: "MemberRequest", pk: int, held_pk: int) -> HttpResponse:
    """The role ends today (its last day); one that has not begun is taken back."""
    viewer = _administrator(request)
    held = get_object_or_404(RoleHeld, pk=held_pk, person=pk)
    try:
        end_role(held=held, by=viewer, at=timezone.now(), on=timezone.localdate())
    except RoleRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Le rôle prend fin aujourd’hui."))
    return redirect(request, reverse("people:person-roles", args=[pk]))


@require_POST
def access_end(request: "MemberRequest", pk: int) -> HttpResponse:
    """The member leaves the network; `accord`: the box that says so was ticked. `retablir` gives the access back."""
    viewer, here = _administrator(request), reverse("people:person-roles", args=[pk])
    if request.POST.get("retablir") or request.GET.get("retablir"):
        left = get_object_or_404(Person, pk=pk)
        if give_access_back(person=left, by=viewer, at=timezone.now()):
            messages.success(request, _("L’accès est rétabli. Les rôles et les espaces se redonnent un à un."))
        return redirect(request, here)
    person = _person(pk)
    if request.POST.get("accord") != "1":
        messages.warning(request, _("Cochez la case pour confirmer le départ."))
        return redirect(request, f"{here}#depart")
    try:
        end_access(person=person, by=viewer, at=timezone.now())
    except (DepartureRefused, RoleRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect(request, here)
    words = _("%(name)s n’a plus accès à Maillage. Son travail reste en place.") % {"name": person.name}
    undo = f"undo={reverse('people:access-end', args=[pk])}?retablir=1"
    messages.success(request, words, extra_tags=undo)
    return redirect(request, here)


@require_POST
def manager_set(request: "MemberRequest", pk: int) -> HttpResponse:
    """Who the member reports to from a day on."""
    viewer = _administrator(request)
    person = _person(pk)
    form = ManagerForm(request.POST, viewer=viewer)
    if form.is_valid():
        manager, since = form.cleaned_data["stand_in"], form.cleaned_data["since"]
        try:
            if manager is None:
                end_manager(person=person, on=since - dt.timedelta(days=1), by=viewer, at=timezone.now())
            else:
                set_manager(person=person, manager=manager, from_on=since, by=viewer, at=timezone.now())
        except ReportingRefused as refusal:
            form.add_error("stand_in", str(refusal))
        else:
            messages.success(request, _("Le lien hiérarchique est à jour."))
            return redirect(request, reverse("people:person-roles", args=[pk]))
    context = _context(viewer, person, timezone.localdate(), manager_form=form)
    return render(request, "people/person_roles.html", context, status=422)
