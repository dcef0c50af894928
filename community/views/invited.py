"""An invitation as the invited person meets it: its page, the answer, asking for another when it came too late."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import permissions
from community.actions import invitations
from community.enums import InvitationState
from community.models import SpaceInvitation
from community.queries import invitations as queries
from community.queries import spaces as space_queries
from community.rules.presets import found_by_all
from community.views.entry import member_view, small_act
from community.views.memberships import welcomed
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def invitation_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """Accept or decline; when it is too late, why and what to do. Never a bare 404 for whoever was invited."""
    invitation = queries.of_person(request.person, pk)
    return render(request, "community/invitation_detail.html", _context(request, invitation))


@member_view("POST")
def invitation_answer(request: "MemberRequest", pk: int) -> HttpResponse:
    """Come in (`reponse=oui`) or not."""
    invitation = queries.of_person(request.person, pk)
    small_act(request.person)
    now, space = timezone.now(), invitation.space
    if request.POST.get("reponse") != "oui":
        invitations.decline(by=request.person, invitation=invitation, at=now)
        messages.success(request, _("C’est noté\xa0: l’invitation est déclinée."))
        return redirect(request, invitation_url(invitation))
    try:
        invitations.accept(by=request.person, invitation=invitation, at=now)
    except invitations.InvitationGone:
        invitation = queries.of_person(request.person, pk)
        return render(request, "community/invitation_detail.html", _context(request, invitation), status=409)
    messages.success(request, _("Vous voilà dans «\xa0%(name)s\xa0».") % {"name": space.name})
    return redirect(request, welcomed(space))


@member_view("POST")
def invitation_ask_again(request: "MemberRequest", pk: int) -> HttpResponse:
    """Tell the facilitators that another invitation would be welcome."""
    invitation = queries.of_person(request.person, pk)
    small_act(request.person)
    try:
        invitations.ask_again(by=request.person, invitation=invitation, at=timezone.now())
        messages.success(request, _("L’animation sait que vous aimeriez une nouvelle invitation."))
    except invitations.InvitationGone as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, invitation_url(invitation))


def invitation_url(invitation: SpaceInvitation) -> str:
    return reverse("community:invitation-detail", args=[invitation.pk])


def _context(request: "MemberRequest", invitation: SpaceInvitation) -> dict[str, Any]:
    """`situation`: living, member, archived, expired, withdrawn, declined. A hidden space keeps its name to itself once the
    invitation is over, its facilitators too: who invited is known from the invitation and is whom to write to."""
    person, space = request.person, invitation.space
    situation = _situation(invitation, member=permissions.is_member(person, space))
    open_door = situation in ("living", "member") or found_by_all(space.access)
    whole = space_queries.for_page(person, space.slug) if open_door else None
    inviter = invitation.invited_by
    return {
        "invitation": invitation,
        "space": whole,
        "situation": situation,
        "facilitators": whole.facilitators if whole is not None else [],
        "inviter": inviter if inviter is not None and inviter.is_active else None,
        "can_join": whole is not None and permissions.can_join(person, whole),
        "can_request": whole is not None and permissions.can_request(person, whole),
    }


def _situation(invitation: SpaceInvitation, *, member: bool) -> str:
    if member:
        return "member"
    if invitation.space.archived_at is not None:
        return "archived"
    if invitation.state == InvitationState.PENDING:
        return "living" if invitation.expires_at > timezone.now() else "expired"
    return str(InvitationState.EXPIRED if invitation.state == InvitationState.ACCEPTED else invitation.state)
