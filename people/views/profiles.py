"""A member's profile, and the form of one's own."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm, ChoiceField, Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.files import UploadRefused
from core.htmx import redirect, render
from core.limits import limited
from people.actions.profiles import ProfileRefused, update_profile
from people.forms.profiles import ProfileForm, absence_rows, initial_of, link_rows, visibility_field, wish_of
from people.models import Person
from people.permissions import may_administer, may_see_part
from people.queries.onboarding import steps_left
from people.queries.persons import suggested
from people.queries.profiles import coming_absences, profile_of, team_names
from people.queries.registries import ProfilePart, profile_panels, profile_parts
from people.views.panels import drawn_by_place

if TYPE_CHECKING:
    from people.middleware import MemberRequest

# How forms name the field in which one types a member.
MEMBER_FIELDS = ("stand_in", "grantee")


@require_safe
def person_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """One member, as this viewer may see them. Who left is a name on what they wrote, not a page."""
    viewer = _member(request)
    now = timezone.now()
    today = timezone.localdate(now)
    profile = profile_of(viewer, pk, today)
    if profile is None:
        raise Http404
    person = profile.person
    panels = [
        (panel, context)
        for panel in profile_panels
        if (not panel.part or may_see_part(viewer, person, panel.part, panel.default_visibility))
        and (context := panel.context(person, viewer, now)) is not None
    ]
    lines = [
        line
        for part in profile_parts
        if may_see_part(viewer, person, part.key, part.default_visibility) and (line := part.line(person, now)) is not None
    ]
    context = {
        "profile": profile,
        "person": person,
        "lines": lines,
        "panels": drawn_by_place(request, panels),
        "works_today": today.weekday() in person.working_days,
        "administers": may_administer(viewer),
        "steps_left": len(steps_left(person)) if profile.own else 0,
    }
    return render(request, "people/person_detail.html", context)


def _member(request: "MemberRequest") -> Person:
    if request.person is None:
        raise PermissionDenied(_("Votre compte n’a pas de profil de membre."))
    return request.person


@require_safe
def me(request: "MemberRequest") -> HttpResponse:
    """One's own profile by a short address."""
    return HttpResponseRedirect(_member(request).get_absolute_url())


class _PartSection:
    """A part of an app above in the form: its own form, and who sees it."""

    def __init__(self, part: ProfilePart, person: Person, data: Any) -> None:
        self.part = part
        self.form: BaseForm = part.form(person, data)
        fields: dict[str, ChoiceField] = {f"visible_{part.key}": visibility_field(part.key, person, part.default_visibility)}
        self.visibility: BaseForm = type("PartVisibilityForm", (Form,), fields)(data)
        self.field = self.visibility[f"visible_{part.key}"]

    def is_valid(self) -> bool:
        return self.form.is_valid() & self.visibility.is_valid()

    @property
    def chosen(self) -> dict[str, str]:
        return {self.part.key: self.visibility.cleaned_data[f"visible_{self.part.key}"]}


@require_http_methods(["GET", "HEAD", "POST"])
@limited("profil", limit=40, seconds=600)
def person_edit(request: "MemberRequest") -> HttpResponse:
    """One's own profile, in one form, saved wholly or not at all."""
    person = Person.objects.select_related("organisation", "assignment", "team").get(pk=_member(request).pk)
    today = timezone.localdate()
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ProfileForm(data, files, person=person, initial=initial_of(person))
    links = link_rows(person, data)
    absences = absence_rows(person, coming_absences(person, today), today, data)
    sections = [_PartSection(part, person, data) for part in profile_parts]
    if data is not None and all([form.is_valid(), links.is_valid(), absences.is_valid(), *(s.is_valid() for s in sections)]):
        wish = wish_of(form, links, absences)
        for section in sections:
            wish.visibility.update(section.chosen)
        if _saved(person, form, wish, sections, timezone.now()):
            messages.success(request, _("Votre profil est à jour."))
            return redirect(request, person.get_absolute_url())
    context = {
        "mistakes": _mistakes([form, *links, *absences, *(section.form for section in sections)]),
        "form": form,
        "links": links,
        "absences": absences,
        "sections": sections,
        "person": person,
        "teams": team_names([place for place in (person.assignment_id, person.organisation_id) if place]),
    }
    return render(request, "people/person_edit.html", context, status=200 if data is None else 422)


def _mistakes(forms: Iterable[BaseForm]) -> list[tuple[str, str, str]]:
    """Every error of several forms: the id of the field (none for the whole form), its label, the sentence."""
    found: list[tuple[str, str, str]] = []
    for form in forms:
        if form.is_bound:
            found += [("", "", str(error)) for error in form.non_field_errors()]
            for bound in form:
                target = bound.id_for_label or f"{bound.auto_id}_0"
                found += [(target, str(bound.label), str(error)) for error in bound.errors]
    return found


def _saved(person: Person, form: ProfileForm, wish: Any, sections: list[_PartSection], at: dt.datetime) -> bool:
    """One action; what it refuses stands next to the field."""
    parts = [(section.part, getattr(section.form, "cleaned_data", {})) for section in sections]
    try:
        update_profile(person=person, wish=wish, by=person, at=at, parts=parts)
    except UploadRefused as refusal:
        form.add_error("photo", str(refusal))
    except ProfileRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    else:
        return True
    return False


@require_safe
@limited("suppleants", limit=240, seconds=600, methods=("GET",))
def stand_ins(request: "MemberRequest") -> HttpResponse:
    """Options for the list of stand-ins while one types; the field's own name ends in one of MEMBER_FIELDS."""
    viewer = _member(request)
    text = next((str(value) for name, value in request.GET.items() if name.endswith(MEMBER_FIELDS)), "")
    people = [person for person in suggested(viewer, text) if person.pk != viewer.pk]
    return render(request, "people/parts/stand_in_options.html", {"people": people})
