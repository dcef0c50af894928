"""Places at an event: taking one, giving it back, who comes, answering requests, who came, the file of all."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community import permissions
from community.actions import registrations
from community.enums import RegistrationState
from community.forms.events import RegistrationForm
from community.models import Event, EventRegistration
from community.queries import events as event_queries
from community.queries import registrations as registration_queries
from community.rules import events as rules
from community.views.entry import member_view, small_act
from community.views.events import render_event
from core.exports import csv_response
from core.htmx import redirect, render
from core.limits import spend
from people.actions import access

if TYPE_CHECKING:
    from people.middleware import MemberRequest

EXPORTS, EXPORTS_IN_SECONDS = 20, 3600
DONE = {
    RegistrationState.CONFIRMED: gettext_lazy("Votre place est confirmée."),
    RegistrationState.WAITING: gettext_lazy(
        "Vous êtes sur la liste d’attente. Si une place se libère, elle est à vous et vous le saurez."
    ),
    RegistrationState.REQUESTED: gettext_lazy("Votre demande est partie. La personne qui organise vous répondra."),
}

RESTORED = {
    RegistrationState.CONFIRMED: gettext_lazy("La personne a de nouveau sa place."),
    RegistrationState.WAITING: gettext_lazy("La personne est sur la liste d’attente, à l’heure de son inscription."),
    RegistrationState.REQUESTED: gettext_lazy("La demande attend de nouveau votre réponse."),
}


@member_view("POST")
def register(request: "MemberRequest", pk: int) -> HttpResponse:
    """Take a place, ask for one, or wait. Sent again, it renews the note and the way of coming."""
    person = request.person
    event = event_queries.for_page(person, pk)
    small_act(person)
    form = RegistrationForm(request.POST)
    if not form.is_valid():
        return render_event(request, event, form, status=422)
    try:
        row = registrations.register(by=person, event=event, at=timezone.now(), **form.cleaned_data)
    except registrations.RegistrationRefused as refusal:
        form.add_error(None, refusal.messages)  # type: ignore[arg-type]
        return render_event(request, event, form, status=422)
    messages.success(request, DONE[RegistrationState(row.state)])
    return redirect(request, f"{event.get_absolute_url()}#inscription")


@member_view("POST")
def withdraw(request: "MemberRequest", pk: int) -> HttpResponse:
    """Give the place back; the next person who waits gets it."""
    event = event_queries.visible_to(request.person).get(pk=pk)
    small_act(request.person)
    try:
        if registrations.withdraw(by=request.person, event=event, at=timezone.now()):
            messages.success(request, _("C’est noté\xa0: votre place est cédée."))
    except registrations.RegistrationRefused as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, f"{event.get_absolute_url()}#inscription")


@member_view("GET")
def participants(request: "MemberRequest", pk: int) -> HttpResponse:
    """Who comes, for who comes; for who organises, also who waits and who asks (`liste`), with the words they left."""
    person = request.person
    event = event_queries.visible_to(person).get(pk=pk)
    own = registration_queries.own(event, person)
    manages = permissions.can_manage_event(person, event)
    confirmed = own is not None and own.state == RegistrationState.CONFIRMED
    if not permissions.can_see_participants(person, event, confirmed=confirmed):
        raise PermissionDenied(_("Les noms se montrent aux personnes inscrites et à l’organisation."))
    wanted = request.GET.get("liste", "") if manages else ""
    wanted = wanted if wanted in registration_queries.LISTS else "confirmees"
    text = request.GET.get("q", "")[:80]
    page = registration_queries.page(
        event, state=registration_queries.LISTS[wanted], text=text, cursor=request.GET.get("apres")
    )
    if manages:
        _note_reading(request, event, page.items)
    tally = registration_queries.tally(event)
    narrowed = {"liste": wanted, "q": text}
    context = {
        "event": event,
        "space": event.space,
        "wanted": wanted,
        "manages": manages,
        "tally": tally,
        "tabs": _tabs(event, tally, wanted) if manages else [],
        "text": text,
        "rows": page.items,
        "begun": event.starts_at <= timezone.now(),
        "all_at_once": _all_at_once(event, tally) if manages and wanted == "demandes" else "",
        "next_url": f"?{urlencode(narrowed | {'apres': page.next_cursor})}" if page.next_cursor else "",
        "first_url": f"?{urlencode(narrowed)}" if request.GET.get("apres") else "",
    }
    return render(request, "community/event_participants.html", context, fragment="participant-list")


def _all_at_once(event: Event, tally: registration_queries.Tally) -> str:
    """What « Tout approuver » would do: as many places as are left, the others wait. Nothing when nobody asks."""
    if not tally.requested:
        return ""
    free = rules.places_for_new(tally.confirmed, tally.waiting, event.capacity)
    if free is None or free >= tally.requested:
        words = ngettext(
            "%(count)d demande\xa0: il y a de la place.", "%(count)d demandes\xa0: il y a de la place pour toutes.",
            tally.requested,
        )  # fmt: skip
        return words % {"count": tally.requested}
    if not free:
        return _("Tout est pris\xa0: qui est accepté passe à la liste d’attente, dans l’ordre des demandes.")
    words = ngettext(
        "%(count)d demandes pour %(free)d place\xa0: la première l’obtient, les suivantes passent à la liste d’attente.",
        "%(count)d demandes pour %(free)d places\xa0: les premières les obtiennent, les suivantes passent à la liste "
        "d’attente.",
        free,
    )
    return words % {"count": tally.requested, "free": free}


def _note_reading(request: "MemberRequest", event: Event, rows: list[EventRegistration]) -> None:
    """Each person whose word is about to be read finds that in « Qui a vu quoi »."""
    access.record_many(
        people=[row.person for row in rows if row.note],
        viewer=request.person,
        what=_("Votre mot à l’organisation\xa0: %(title)s") % {"title": event.title},
        reason=_("Organisation de l’événement"),
        at=timezone.now(),
    )


def _tabs(event: Event, tally: registration_queries.Tally, current: str) -> list[dict[str, Any]]:
    here = reverse("community:event-participants", args=[event.pk])
    rows = [
        ("confirmees", _("Confirmées"), tally.confirmed),
        ("attente", _("Liste d’attente"), tally.waiting),
        ("demandes", _("À approuver"), tally.requested),
    ]
    rows += [("declinees", _("Déclinées"), tally.declined)] if tally.declined or current == "declinees" else []
    return [
        {"label": label, "url": f"{here}?liste={key}", "count": count, "current": key == current}
        for key, label, count in rows
    ]


@member_view("POST")
def answer(request: "MemberRequest", pk: int, number: int) -> HttpResponse:
    """`reponse`: oui to a request; non, or taking somebody off the list; `retablir`: back on that list."""
    event = event_queries.visible_to(request.person).get(pk=pk)
    row = EventRegistration.objects.select_related("event", "person").get(pk=number, event=event)
    accept, before = request.POST.get("reponse") == "oui", row.state
    restored = request.POST.get("retablir") or request.GET.get("retablir")
    if restored:
        state = registrations.restore(by=request.person, registration=row, state=restored, at=timezone.now())
        messages.success(request, RESTORED.get(RegistrationState(state), _("Ce refus ne se reprend plus.")))
        return redirect(request, _list_url(request, pk))
    try:
        row = registrations.answer(by=request.person, registration=row, accept=accept, at=timezone.now())
        words = {
            RegistrationState.CONFIRMED: _("La place est confirmée; la personne le sait."),
            RegistrationState.WAITING: _("Tout est pris\xa0: la personne passe à la liste d’attente et le sait."),
        }
        undo = f"undo={request.path}?retablir={before}" if row.state == RegistrationState.DECLINED else ""
        said = words.get(RegistrationState(row.state), _("C’est noté; la personne reçoit un avis."))
        messages.success(request, said, extra_tags=undo)
    except registrations.RegistrationRefused as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, _list_url(request, pk))


def _list_url(request: "MemberRequest", pk: int) -> str:
    """The list from which the press came, narrowed as it was."""
    wanted, text = request.POST.get("liste", ""), request.POST.get("q", "")[:80]
    kept = {"liste": wanted} if wanted in registration_queries.LISTS else {}
    kept |= {"q": text} if text else {}
    return reverse("community:event-participants", args=[pk]) + (f"?{urlencode(kept)}" if kept else "")


@member_view("POST")
def answer_many(request: "MemberRequest", pk: int) -> HttpResponse:
    """Several requests at once: the ticked ones (`demande`), or all of them (`tous=1`). `reponse`: oui or non."""
    event = event_queries.visible_to(request.person).get(pk=pk)
    everybody = request.POST.get("tous") == "1"
    numbers = None if everybody else _numbers(request, "demande")
    accept = request.POST.get("reponse") == "oui"
    if not everybody and not numbers and permissions.can_manage_event(request.person, event):
        messages.warning(request, _("Cochez d’abord les demandes auxquelles répondre."))
        return redirect(request, _list_url(request, pk))
    done = registrations.answer_many(by=request.person, event=event, numbers=numbers, accept=accept, at=timezone.now())
    messages.success(request, _said(done))
    return redirect(request, _list_url(request, pk))


def _said(done: registrations.Answered) -> str:
    """« 12 places confirmées. 25 personnes passent à la liste d’attente. Chaque personne reçoit un avis. »"""
    words = []
    if done.confirmed:
        words.append(ngettext("%d place confirmée.", "%d places confirmées.", done.confirmed) % done.confirmed)
    if done.waiting:
        wait = ngettext(
            "%d personne passe à la liste d’attente.", "%d personnes passent à la liste d’attente.", done.waiting
        )
        words.append(wait % done.waiting)
    if done.declined:
        words.append(ngettext("%d demande déclinée.", "%d demandes déclinées.", done.declined) % done.declined)
    if not words:
        return _("Ces demandes avaient déjà leur réponse.")
    return " ".join([*words, _("Chaque personne reçoit un avis.")])


@member_view("GET", "POST")
def attendance(request: "MemberRequest", pk: int) -> HttpResponse:
    """Who came: boxes for those on the page, or everybody at once (`tous=1`)."""
    person = request.person
    event = event_queries.visible_to(person).get(pk=pk)
    if not permissions.can_manage_event(person, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace marquent les présences."))
    text = request.GET.get("q", "")[:80]
    page = registration_queries.page(event, state=RegistrationState.CONFIRMED, text=text, cursor=request.GET.get("apres"))
    after = f"?{urlencode({'q': text, 'apres': page.next_cursor})}" if page.next_cursor else ""
    if request.method == "POST":
        return _mark(request, event, after)
    context = {
        "event": event,
        "space": event.space,
        "tally": registration_queries.tally(event),
        "text": text,
        "rows": page.items,
        "begun": event.starts_at <= timezone.now(),
        "next_url": after,
    }
    return render(request, "community/event_attendance.html", context, fragment="attendance-list")


def _mark(request: "MemberRequest", event: Event, after: str) -> HttpResponse:
    """Then the next page (`suite=1`), or this one again."""
    everybody = request.POST.get("tous") == "1"
    shown = registration_queries.confirmed_ids(event) if everybody else _numbers(request, "vu")
    present = shown if everybody else _numbers(request, "present")
    try:
        count = registrations.mark_attendance(
            by=request.person, event=event, shown=shown, present=present, at=timezone.now()
        )
        words = ngettext("%(count)d présence marquée.", "%(count)d présences marquées.", count)
        messages.success(request, words % {"count": count})
    except registrations.RegistrationRefused as refusal:
        messages.error(request, refusal.messages[0])
    if request.POST.get("suite") == "1" and after:
        return redirect(request, reverse("community:event-attendance", args=[event.pk]) + after)
    return redirect(request, request.get_full_path())


def _numbers(request: "MemberRequest", name: str) -> list[int]:
    most = registration_queries.ON_A_PAGE
    return [int(value) for value in request.POST.getlist(name)[:most] if value.isdigit() and len(value) < 19]


@member_view("GET")
def export(request: "MemberRequest", pk: int) -> HttpResponse:
    """Everybody on a list, with words and presence, for who organises. Reading the words is noted for each person."""
    person = request.person
    event = event_queries.visible_to(person).get(pk=pk)
    if not permissions.can_manage_event(person, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace emportent cette liste."))
    spend("export-evenement", person.pk, limit=EXPORTS, seconds=EXPORTS_IN_SECONDS)
    rows = list(registration_queries.all_living(event))
    _note_reading(request, event, rows)
    header = [_("Nom"), _("Organisation"), _("État"), _("Participation"), _("Inscription"), _("Présence"), _("Mot")]
    came = {True: _("présent"), False: _("absent"), None: ""}
    lines = [
        [
            row.person.name, row.person.organisation.acronym, row.get_state_display(), row.get_mode_display(),
            timezone.localtime(row.queued_at).strftime("%Y-%m-%d %H:%M"), came[row.attended], row.note,
        ]
        for row in rows
    ]  # fmt: skip
    return csv_response(f"participants-{event.pk}.csv", header, lines)
