"""Planning a session, changing it, cancelling it; quotas of ministries."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from learning.actions import quotas
from learning.actions import sessions as actions
from learning.forms.enrolments import QuotaForm, ReasonForm
from learning.forms.sessions import SessionForm
from learning.models import Course, Session
from learning.permissions.sessions import can_change, can_organise, can_set_quota, sets_some_quotas
from learning.queries import seats as seat_queries
from learning.queries import sessions as queries
from learning.views.trainer_desk import refusal_of
from people.models import Organisation
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
def session_create(request: "MemberRequest", key: str) -> HttpResponse:
    """A session of the course, open for enrolment at once."""
    course = Course.objects.visible_to(request.person).get(key=key)
    if not can_organise(request.person, course):
        raise PermissionDenied(
            _("Les personnes qui donnent cette formation et l’équipe stratégique planifient ses séances.")
        )
    form = SessionForm(request.POST or None, course=course, by=request.person)
    if _sent(request) and form.is_valid():
        try:
            made = actions.create_session(by=request.person, course=course, plan=form.plan(), at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal.message_dict)
        else:
            messages.success(request, _("La séance est ouverte aux inscriptions."))
            return redirect(request, made.get_absolute_url())
    return _form_page(request, form, course, None)


@member_view("GET", "POST")
def session_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Who is on a list hears of another time, place or link."""
    session = _changed(request, pk)
    form = SessionForm(request.POST or None, course=session.course, session=session, by=request.person)
    if _sent(request) and form.is_valid():
        try:
            changed = actions.change_session(by=request.person, session=session, plan=form.plan(), at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages})
        else:
            words = _("Vos changements sont enregistrés. Les personnes inscrites ou en attente en sont prévenues.")
            messages.success(request, words if changed else _("Vos changements sont enregistrés."))
            return redirect(request, session.get_absolute_url())
    return _form_page(request, form, session.course, session)


def _sent(request: "MemberRequest") -> bool:
    """Sent to be written, rather than for more rows."""
    return request.method == "POST" and "ajouter" not in request.POST


def _changed(request: "MemberRequest", pk: int) -> Session:
    session = queries.visible_to(request.person).get(pk=pk)
    if not can_change(request.person, session):
        raise PermissionDenied(_("Les personnes qui donnent cette séance et l’équipe stratégique la modifient."))
    return session


def _form_page(request: "MemberRequest", form: SessionForm, course: Course, session: Session | None) -> HttpResponse:
    context = {"form": form, "course": course, "session": session}
    return render(request, "learning/session_form.html", context, status=422 if _sent(request) else 200)


@member_view("GET", "POST")
def session_cancel(request: "MemberRequest", pk: int) -> HttpResponse:
    """Say why it does not take place, to everybody who counted on it."""
    session = _changed(request, pk)
    help_text = _("Les personnes inscrites ou en attente le liront, ici et dans leur agenda.")
    form = ReasonForm(request.POST or None, asked=True, label=_("Pourquoi la séance n’a pas lieu"), help_text=help_text)
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.cancel_session(
                by=request.person, session=session, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except ValidationError as refusal:
            refusal_of(form, refusal)
        else:
            words = _("La séance est annulée. Personnes prévenues\xa0: %(number)d. Leur souhait est gardé.")
            messages.success(request, words % {"number": number})
            return redirect(request, session.get_absolute_url())
    context = {"form": form, "session": session, "course": session.course}
    return render(request, "learning/session_cancel.html", context, status=422 if form.is_bound else 200)


@member_view("GET", "POST")
def session_quotas(request: "MemberRequest", pk: int) -> HttpResponse:
    """Seats of each ministry; a sectoral lead sees and sets the own one's (`organisation`)."""
    person, session = request.person, queries.visible_to(request.person).get(pk=pk)
    if not sets_some_quotas(person):
        raise PermissionDenied(_("L’équipe stratégique et les directions d’équipe sectorielle fixent les quotas."))
    rows: list[dict[str, Any]] = [
        {"place": place, "form": QuotaForm(initial={"seats": place.quota}, prefix=str(place.pk))}
        for place in seat_queries.places_of(session)
        if can_set_quota(person, place.pk)
    ]
    status = 200
    if request.method == "POST":
        place, status = _posted_place(request, rows), 422
        form = QuotaForm(request.POST, prefix=str(place.pk))
        if form.is_valid():
            try:
                number = form.cleaned_data["seats"]
                quotas.set_quota(by=person, session=session, organisation=place, number=number, at=timezone.now())
                messages.success(request, _("Le quota est enregistré."))
                return redirect(request, reverse("learning:session-quotas", args=[pk]))
            except ValidationError as refusal:
                refusal_of(form, refusal)
        for row in rows:
            row["form"] = form if row["place"].pk == place.pk else row["form"]
    context = {"session": session, "course": session.course, "rows": rows}
    return render(request, "learning/session_quotas.html", context, status=status)


def _posted_place(request: "MemberRequest", rows: list[dict[str, Any]]) -> Organisation:
    wanted = request.POST.get("organisation", "")
    for row in rows:
        if str(row["place"].pk) == wanted:
            return row["place"]  # type: ignore[no-any-return]
    raise PermissionDenied
