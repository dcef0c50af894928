"""Invitations: their notices, and the rounds that a worker sends."""

from functools import partial

from celery import current_app
from django.db import transaction

from activity.actions.notifications import notify
from community.actions.invitations import notice_key
from community.enums import InvitationState
from community.events import InvitationRoundStarted, InvitationWanted, PeopleInvited
from community.models import Space, SpaceInvitation
from community.queries.members import facilitator_ids
from core.addresses import address
from core.events import subscribe


@subscribe(PeopleInvited)
def tell_the_invited(event: PeopleInvited) -> None:
    """One notice each, to their own invitation; who answered meanwhile, or whose invitation was withdrawn, hears nothing."""
    rows = SpaceInvitation.objects.filter(pk__in=event.invitation_ids, state=InvitationState.PENDING)
    for invitation in rows.select_related("space").order_by("pk"):
        notify(
            kind="community.invited",
            event_key=notice_key(invitation),
            recipients=[(invitation.person_id, "invited")],
            actor=event.by_id,
            target=invitation.space,
            audience_id=None,
            url=address("community:invitation-detail", invitation.pk),
            data={"space": invitation.space.name},
            at=event.at,
        )


@subscribe(InvitationWanted)
def tell_who_invited(event: InvitationWanted) -> None:
    """The facilitators hear once per invitation, however often the person presses."""
    space = Space.objects.get(pk=event.space_id)
    notify(
        kind="community.invitation_wanted",
        event_key=f"invitation-wanted:{event.invitation_id}",
        recipients=[(number, "facilitator") for number in facilitator_ids(space.pk)],
        actor=event.person_id,
        target=space,
        audience_id=None,
        url=address("community:space-invitations", space.slug),
        data={"space": space.name},
        at=event.at,
    )


@subscribe(InvitationRoundStarted)
def send_round(event: InvitationRoundStarted) -> None:
    """Hand it to a worker; when the queue cannot be reached, the recurring work takes it."""
    send = partial(current_app.send_task, "community.send_invitations", args=(event.round_id,), retry=False)
    transaction.on_commit(send, robust=True)
