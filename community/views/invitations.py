"""Invitations as facilitators send them: one by one, in rounds; the list of those that wait."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import permissions
from community.actions import invitations
from community.enums import InvitationState, JobState
from community.forms.invitations import InvitationForm, RoundForm
from community.models import InvitationRound, Space, SpaceInvitation
from community.queries import invitations as queries
from community.queries import spaces as space_queries
from community.views.entry import member_view, small_act
from community.views.spaces import frame, tabs_of, with_query
from core.htmx import redirect, render
from people.queries.persons import findable

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def managed(request: "MemberRequest", slug: str) -> Any:
    """The space completed for its page, for its facilitators: 404 for a stranger to it, 403 for who only reads it."""
    space = space_queries.for_page(request.person, slug)
    if not permissions.is_facilitator(request.person, space):
        raise PermissionDenied(_("Seule l’animation de l’espace y invite des personnes."))
    return space


@member_view("GET")
def space_invitations(request: "MemberRequest", slug: str) -> HttpResponse:
    """Who was invited and what became of it; people to invite, by name."""
    return _list(request, managed(request, slug), InvitationForm())


def _list(request: "MemberRequest", space: Any, form: InvitationForm, *, status: int = 200) -> HttpResponse:
    now, wanted = timezone.now(), request.GET.get("qui", "")[:80]
    text, state = request.GET.get("q", "")[:80], request.GET.get("etat", "")
    page = queries.of_space(space, text=text, state=state, at=now, cursor=request.GET.get("apres"))
    rounds, counts = queries.rounds(space), queries.counts(space, at=now)
    context = frame(request, space) | {
        "tabs": tabs_of(space, "membres"),
        "form": form,
        "rows": [_row(invitation, now) for invitation in page.items],
        "next_url": with_query(request, apres=page.next_cursor) if page.next_cursor else "",
        "first_url": with_query(request, apres=None) if request.GET.get("apres") else "",
        "total": sum(counts.values()),
        "states": _states(request, counts, state),
        "state": state,
        "text": text,
        "rounds": rounds,
        "wanted": wanted,
        "found": queries.people_to_invite(space, wanted) if wanted else [],
    }
    fragment = "people-to-invite" if "qui" in request.GET else "invitation-list"
    return render(request, "community/space_invitations.html", context, fragment=fragment, status=status)


def _states(request: "MemberRequest", counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    """Chips of what became of them; those that nothing stands in are left out."""
    rows = [("", _("Toutes"), sum(counts.values()))]
    rows += [
        (state.value, str(state.label), counts[state]) for state in InvitationState if counts[state] or state == current
    ]
    return [
        {"label": label, "count": count, "current": key == current, "url": with_query(request, etat=key or None, apres=None)}
        for key, label, count in rows
    ]


def _row(invitation: SpaceInvitation, now: Any) -> dict[str, Any]:
    """What a row shows: a pending one past its date is expired, whatever the recurring work has noted yet."""
    old = invitation.state == InvitationState.PENDING and invitation.expires_at <= now
    state = InvitationState.EXPIRED if old else InvitationState(invitation.state)
    kinds = {
        "pending": "confirm",
        "accepted": "success",
        "declined": "neutral",
        "withdrawn": "neutral",
        "expired": "warning",
    }
    return {
        "invitation": invitation,
        "words": state.label,
        "kind": kinds[state.value],
        "can_withdraw": state == InvitationState.PENDING,
        "can_send_again": state in (InvitationState.PENDING, InvitationState.EXPIRED),
    }


@member_view("POST")
def invitation_send(request: "MemberRequest", slug: str) -> HttpResponse:
    """Invite one person (`personne`)."""
    space = managed(request, slug)
    small_act(request.person)
    number = request.POST.get("personne", "")
    person = findable(request.person).get(pk=int(number) if number.isdigit() and len(number) < 12 else 0)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _list(request, space, form, status=422)
    try:
        message = form.cleaned_data["message"]
        invitations.invite(by=request.person, space=space, person=person, message=message, at=timezone.now())
        messages.success(request, _("L’invitation à %(name)s est partie.") % {"name": person.name})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, reverse("community:space-invitations", args=[slug]))


@member_view("POST")
def invitation_withdraw(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = _of_space(request, slug, pk)
    invitations.withdraw(by=request.person, invitation=invitation, at=timezone.now())
    messages.success(request, _("L’invitation à %(name)s est retirée.") % {"name": invitation.person.name})
    return redirect(request, reverse("community:space-invitations", args=[slug]))


@member_view("POST")
def invitation_send_again(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """Send an invitation once more, for another thirty days."""
    invitation = _of_space(request, slug, pk)
    small_act(request.person)
    try:
        invitations.send_again(by=request.person, invitation=invitation, at=timezone.now())
        messages.success(request, _("L’invitation à %(name)s est renvoyée.") % {"name": invitation.person.name})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, reverse("community:space-invitations", args=[slug]))


@member_view("POST")
def invitation_many(request: "MemberRequest", slug: str) -> HttpResponse:
    """Several at once (`cible`): take back (`geste=retirer`), or send once more."""
    space = managed(request, slug)
    small_act(request.person)
    ticked = request.POST.getlist("cible")[: invitations.MOST_IN_A_ROUND]
    numbers = [int(one) for one in ticked if one.isdigit() and len(one) < 19]
    if not numbers:
        messages.warning(request, _("Cochez d’abord des invitations."))
    elif request.POST.get("geste") == "retirer":
        count = invitations.withdraw_many(by=request.person, space=space, numbers=numbers, at=timezone.now())
        messages.success(request, ngettext("%d invitation retirée.", "%d invitations retirées.", count) % count)
    else:
        count = invitations.send_many_again(by=request.person, space=space, numbers=numbers, at=timezone.now())
        words = ngettext("%d invitation renvoyée.", "%d invitations renvoyées.", count) % count
        if count < len(numbers):
            words += " " + _("Les autres ont eu leur réponse, ou sont parties il y a moins d’un jour.")
        messages.success(request, words)
    state = request.POST.get("etat", "")
    suffix = f"?etat={state}" if state in InvitationState.values else ""
    return redirect(request, reverse("community:space-invitations", args=[slug]) + suffix)


def _of_space(request: "MemberRequest", slug: str, pk: int) -> SpaceInvitation:
    space = managed(request, slug)
    return SpaceInvitation.objects.select_related("space", "person").get(pk=pk, space=space)


@member_view("GET", "POST")
def round_create(request: "MemberRequest", slug: str) -> HttpResponse:
    """Invite many at once: whom, how many and who they are (`apercu`), then go."""
    space: Space = managed(request, slug)
    if not permissions.can_invite(request.person, space):
        raise PermissionDenied(_("Cet espace est archivé\xa0: on n’y invite plus personne."))
    form = RoundForm(request.POST if request.method == "POST" else None)
    context, status = frame(request, space) | {"form": form, "most": invitations.MOST_IN_A_ROUND, "seen": None}, 200
    if request.method == "POST" and form.is_valid():
        small_act(request.person)
        if "apercu" not in request.POST:
            try:
                begun = _start(request, space, form)
                return redirect(request, reverse("community:round-detail", args=[slug, begun.pk]))
            except ValidationError as refusal:
                form.add_error(None, refusal)
        context |= _seen(request, space, form)
    if request.method == "POST" and form.errors and "apercu" not in request.POST:
        status = 422
    return render(request, "community/space_round.html", context, fragment="round-preview", status=status)


def _start(request: "MemberRequest", space: Space, form: RoundForm) -> InvitationRound:
    message = form.cleaned_data["message"]
    return invitations.start_round(
        by=request.person, space=space, criteria=form.criteria(), message=message, at=timezone.now()
    )


def _seen(request: "MemberRequest", space: Space, form: RoundForm) -> dict[str, Any]:
    seen = queries.preview(space, request.person, form.criteria(), at=timezone.now())
    try:
        invitations.check_count(seen.count)
        refusal = ""
    except ValidationError as error:
        refusal = error.messages[0]
    return {"seen": seen, "refusal": refusal, "more": seen.count - len(seen.people)}


@member_view("GET")
def round_detail(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """How far a round is; the page asks again by itself until it is done."""
    space = managed(request, slug)
    round_ = InvitationRound.objects.get(pk=pk, space=space)
    context = frame(request, space) | {
        "round": round_,
        "busy": round_.state in (JobState.WAITING, JobState.RUNNING),
        "failed": round_.state == JobState.FAILED,
    }
    return render(request, "community/space_round_progress.html", context, fragment="round-progress")
