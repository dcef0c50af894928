"""Events: the list, one event, proposing, changing, publishing, cancelling, the file for an agenda."""

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.rules import ics
from community import permissions
from community.actions import events
from community.enums import EventMode, EventState, RegistrationState
from community.forms.events import CancelForm, EventForm, NewEventForm, RegistrationForm
from community.models import Event
from community.queries import events as event_queries
from community.queries import registrations as registration_queries
from community.queries import spaces as space_queries
from community.queries.beside import chips_of
from community.rules import events as rules
from community.views.entry import lost_but_kept, member_view, write
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

INSIDE = (RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.REQUESTED)


@member_view("GET")
def event_list(request: "MemberRequest") -> HttpResponse:
    """`vue` (a-venir, passes, miens), `espace` (slug), `formule` (a way of meeting), `apres` a cursor."""
    person, now, slug = request.person, timezone.now(), request.GET.get("espace", "")
    view = request.GET.get("vue", "")
    filters = event_queries.EventFilters(
        view=view if view in event_queries.VIEWS else event_queries.VIEWS[0],
        space=space_queries.findable(person, slug) if slug else None,
        mode=request.GET.get("formule", ""),
    )
    page = event_queries.page(person, filters, at=now, cursor=request.GET.get("apres"))
    context = {
        "filters": filters,
        "months": _by_month(page.items),
        "views": _views(request, filters),
        "modes": _modes(request, filters),
        "all_spaces_url": _with(request, espace=None, apres=None),
        "next_url": _with(request, apres=page.next_cursor) if page.next_cursor else "",
        "can_organise": filters.space is None or permissions.can_organise(person, filters.space),
        "now": now,
    }
    return render(request, "community/event_list.html", context, fragment="event-results")


def _by_month(found: list[Any]) -> list[dict[str, Any]]:
    """Events by month, in their order, each with its day in Québec and how many places are left in words."""
    for event in found:
        event.on, event.places = timezone.localdate(event.starts_at), event_queries.places_words(event)
    return [
        {"month": month, "events": list(group)} for month, group in groupby(found, key=lambda event: event.on.replace(day=1))
    ]


def _views(request: "MemberRequest", filters: event_queries.EventFilters) -> list[dict[str, Any]]:
    words = zip(event_queries.VIEWS, (_("À venir"), _("Passés"), _("Les miens")), strict=True)
    return [
        {"label": label, "url": _with(request, vue=key, apres=None), "current": key == filters.view} for key, label in words
    ]


def _modes(request: "MemberRequest", filters: event_queries.EventFilters) -> list[dict[str, Any]]:
    rows = [("", _("Toutes les formules")), *((mode.value, mode.label) for mode in EventMode)]
    return [
        {"label": label, "url": _with(request, formule=key or None, apres=None), "current": key == filters.mode}
        for key, label in rows
    ]


def _with(request: "MemberRequest", **changes: str | None) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


@member_view("GET")
def event_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """One event: what, when, where, and the one thing to do now."""
    return render_event(request, event_queries.for_page(request.person, pk))


def render_event(
    request: "MemberRequest", event: Any, form: RegistrationForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of an event read `for_page`, with the form of registration as it is typed."""
    person, now = request.person, timezone.now()
    own_state = event.own.state if event.own else ""
    confirmed, manages = own_state == RegistrationState.CONFIRMED, permissions.can_manage_event(person, event)
    sees_names = permissions.can_see_participants(person, event, confirmed=confirmed)
    thread = event.thread if event.thread is not None and event.thread.deleted_at is None else None
    context = {
        "event": event,
        "space": event.space,
        "chips": chips_of(event),
        "manages": manages,
        "tally": registration_queries.tally(event) if manages else None,
        "names": registration_queries.some_names(event) if sees_names else [],
        "sees_names": sees_names,
        "state": state_of(event, own_state, can_register=permissions.can_register(person, event), at=now),
        "in_calendar": event.ends_at > now and (own_state in INSIDE or event.organiser_id == person.pk),
        "shows_link": (confirmed or manages) and event.state == EventState.PUBLISHED and event.ends_at > now,
        "places": event_queries.places_words(event, at=now),
        "begun": event.starts_at <= now,
        "over": event.ends_at <= now,
        "thread": thread,
        "can_open_questions": thread is None and permissions.can_open_questions(person, event) and event.starts_at <= now,
        "form": form or RegistrationForm(initial={"note": event.own.note, "mode": event.own.mode} if event.own else None),
    }
    return render(request, "community/event_detail.html", context, status=status)


def state_of(event: Event, own_state: str, *, can_register: bool, at: dt.datetime) -> str:
    """Where the event and the person stand, in one word, by which the page chooses its one clear action."""
    if event.state != EventState.PUBLISHED:
        return str(event.state)
    if event.starts_at <= at:
        return "over" if event.ends_at <= at else "running"
    if own_state in (*INSIDE, RegistrationState.DECLINED):
        return own_state
    if not can_register:
        return "shut"
    if event.closes_at is not None and event.closes_at <= at:
        return "closed"
    if event.needs_approval:
        return "ask"
    full = rules.free_places(event.confirmed_count, event.capacity) == 0 or event.waiting_count
    return "wait" if full else "register"


@member_view("GET", "POST")
def event_create(request: "MemberRequest") -> HttpResponse:
    """Propose an event: `publier=1` opens it, otherwise it is a draft. `?espace=` chooses beforehand, `?copie=` an event to
    begin from, without its dates."""
    person = request.person
    form, status = NewEventForm(request.POST or None, person=person, initial=_beginning(request)), 200
    if request.method == "POST":
        publish = request.POST.get("publier") == "1"
        made, status = _write(
            form,
            request,
            lambda cleaned: events.create_event(
                by=person, space=cleaned["space"], details=form.details(), publish=publish, at=timezone.now()
            ),
        )
        if made is not None:
            words = _("L’événement est publié.") if publish else _("Brouillon enregistré\xa0: vous seul le voyez.")
            messages.success(request, words)
            return redirect(request, made.get_absolute_url())
    without_space = not form.fields["space"].queryset.exists()  # type: ignore[attr-defined]
    context = {"form": form, "event": None, "without_space": without_space, "excess": 0}
    return render(request, "community/event_form.html", context, status=status)


def _beginning(request: "MemberRequest") -> dict[str, Any]:
    """What a new event begins with."""
    person, copied = request.person, request.GET.get("copie", "")
    if copied.isdigit() and len(copied) < 18:
        event = event_queries.for_page(person, int(copied))
        if not permissions.can_manage_event(person, event):
            raise PermissionDenied
        initial = _initial(event) | {"space": event.space_id}
        return {name: value for name, value in initial.items() if name not in ("starts_at", "ends_at", "closes_at")}
    slug = request.GET.get("espace", "")
    return {"space": space_queries.postable(person).filter(slug=slug).first() if slug else None}


def _initial(event: Any) -> dict[str, Any]:
    plain = {name: getattr(event, name) for name in EventForm.base_fields if hasattr(Event, name)}
    return plain | {
        "topics": [topic.name for topic in event.topic_list],
        "competencies": [competency.code for competency in event.competency_list],
    }


def _write(form: Any, request: "MemberRequest", call: Any) -> tuple[Any, int]:
    """`write`, with what the action refuses said at its own field."""
    refused: list[events.EventRefused] = []

    def noted(cleaned: dict[str, Any]) -> Any:
        try:
            return call(cleaned)
        except events.EventRefused as refusal:
            refused.append(refusal)
            return None

    made, status = write(form, by=request.person, call=noted)
    for refusal in refused:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.messages)  # type: ignore[arg-type]
        status = 422
    return made, status


@member_view("GET", "POST")
def event_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Change it. Who comes hears of another time, place or link."""
    person = request.person
    try:
        event = event_queries.for_page(person, pk)
    except Event.DoesNotExist:
        return lost_but_kept(request)
    if not permissions.can_manage_event(person, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace modifient cet événement."))
    form, status = EventForm(request.POST or None, initial=_initial(event)), 200
    if request.method == "POST":
        edited, status = _write(
            form,
            request,
            lambda cleaned: events.edit_event(
                by=person, event=event, details=form.details(), publish=request.POST.get("publier") == "1",
                move_excess=cleaned["move_excess"], at=timezone.now(),
            ),
        )  # fmt: skip
        if edited is not None:
            messages.success(request, _("Vos changements sont enregistrés."))
            return redirect(request, edited.get_absolute_url())
    context = {"form": form, "event": event, "without_space": False, "excess": _excess(form, event)}
    return render(request, "community/event_form.html", context, status=status)


def _excess(form: EventForm, event: Event) -> int:
    """How many confirmed people would lose their place under the capacity that was typed."""
    typed = str(form["capacity"].value() or "")
    return rules.to_move(event.confirmed_count, int(typed)) if typed.isdecimal() and len(typed) < 10 else 0


@member_view("POST")
def event_publish(request: "MemberRequest", pk: int) -> HttpResponse:
    """Open a draft."""
    event = event_queries.visible_to(request.person).get(pk=pk)
    try:
        events.publish_event(by=request.person, event=event, at=timezone.now())
        messages.success(request, _("L’événement est publié."))
    except events.EventRefused as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, event.get_absolute_url())


@member_view("GET", "POST")
def event_cancel(request: "MemberRequest", pk: int) -> HttpResponse:
    """Say why it does not take place, to everybody who counted on it."""
    event = event_queries.visible_to(request.person).get(pk=pk)
    if not permissions.can_manage_event(request.person, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace annulent cet événement."))
    form, status = CancelForm(request.POST or None), 200
    if request.method == "POST":
        done, status = _write(
            form,
            request,
            lambda cleaned: events.cancel_event(by=request.person, event=event, at=timezone.now(), **cleaned),
        )
        if done is not None:
            messages.success(request, _("L’événement est annulé. Les personnes inscrites ou en attente sont prévenues."))
            return redirect(request, event.get_absolute_url())
    return render(request, "community/event_cancel.html", {"form": form, "event": event}, status=status)


@member_view("POST")
def event_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    """Take a draft away for good."""
    event = event_queries.visible_to(request.person).get(pk=pk)
    events.delete_draft(by=request.person, event=event)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect(request, reverse("community:event-list"))


@member_view("GET")
def event_ics(request: "MemberRequest", pk: int) -> HttpResponse:
    """The event as a file for one's agenda; taken again after a change, it replaces what the agenda holds."""
    event = event_queries.visible_to(request.person).exclude(state=EventState.DRAFT).get(pk=pk)
    own = registration_queries.own(event, request.person)
    manages = permissions.can_manage_event(request.person, event)
    data = ics.write([event_queries.appointment(event, own_state=own.state if own else None, manages=manages)])
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = f'attachment; filename="evenement-{event.pk}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
