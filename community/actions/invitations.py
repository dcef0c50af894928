"""Inviting people to a space, one by one or in rounds; their answers; what becomes of old invitations."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.actions import notifications
from community import permissions
from community.actions import memberships
from community.enums import InvitationState, JobState
from community.events import InvitationRoundStarted, InvitationWanted, PeopleInvited
from community.models import InvitationRound, Membership, Space, SpaceInvitation
from community.queries import invitations as queries
from core import outbox
from people.models import Person

LIFE = dt.timedelta(days=30)
KEPT = dt.timedelta(days=365)
SENT_AGAIN_AFTER = dt.timedelta(days=1)
MOST_IN_A_ROUND = 500
ROUNDS_A_DAY = 3
BATCH = 100


class InvitationGone(ValidationError):
    """It cannot be answered any more; the page of the invitation says why, and whom to ask."""


@transaction.atomic
def invite(*, by: Person, space: Space, person: Person, message: str = "", at: dt.datetime) -> SpaceInvitation:
    """Ask one person to come. Asking twice gives the invitation that waits already."""
    space = _managed(by, space)
    if not person.is_active:
        raise ValidationError(_("Cette personne a quitté le réseau."))
    if Membership.objects.filter(space=space, person=person).exists():
        raise ValidationError(_("%(name)s fait déjà partie de l’espace.") % {"name": person.name})
    _expire(space=space, at=at)
    invitation, created = SpaceInvitation.objects.get_or_create(
        space=space,
        person=person,
        state=InvitationState.PENDING,
        defaults={"invited_by": by, "message": message.strip()[:500], "created_at": at, "expires_at": at + LIFE},
    )
    if created:
        outbox.publish(PeopleInvited(invitation_ids=(invitation.pk,), space_id=space.pk, by_id=by.pk, at=at))
    return invitation


@transaction.atomic
def withdraw(*, by: Person, invitation: SpaceInvitation, at: dt.datetime) -> SpaceInvitation:
    """Take back what was not answered; the notice goes with it."""
    _managed(by, invitation.space)
    invitation = _locked(invitation)
    if invitation.state != InvitationState.PENDING:
        return invitation
    notifications.withdraw(event_key=notice_key(invitation))
    _settle(invitation, InvitationState.WITHDRAWN, at=at)
    return invitation


@transaction.atomic
def send_again(*, by: Person, invitation: SpaceInvitation, at: dt.datetime) -> SpaceInvitation:
    """Another thirty days and another notice; once a day at most. What was answered or withdrawn stays so."""
    space = _managed(by, invitation.space)
    invitation = _locked(invitation)
    if invitation.state not in (InvitationState.PENDING, InvitationState.EXPIRED):
        raise ValidationError(
            _("Cette invitation a déjà eu sa réponse. Invitez de nouveau la personne si elle le souhaite.")
        )
    if at - (invitation.expires_at - LIFE) < SENT_AGAIN_AFTER:
        raise ValidationError(_("Cette invitation est partie il y a moins d’un jour. Laissez le temps d’y répondre."))
    if Membership.objects.filter(space=space, person=invitation.person_id).exists():
        raise ValidationError(_("Cette personne fait déjà partie de l’espace."))
    notifications.withdraw(event_key=notice_key(invitation))
    invitation.state, invitation.expires_at, invitation.answered_at = InvitationState.PENDING, at + LIFE, None
    invitation.save(update_fields=["state", "expires_at", "answered_at"])
    outbox.publish(PeopleInvited(invitation_ids=(invitation.pk,), space_id=space.pk, by_id=by.pk, at=at))
    return invitation


@transaction.atomic
def withdraw_many(*, by: Person, space: Space, numbers: Iterable[int], at: dt.datetime) -> int:
    """Take back those of these invitations that wait, with their notices; returns how many."""
    space = _managed(by, space)
    rows = SpaceInvitation.objects.select_for_update(of=("self",), no_key=True).filter(space=space, pk__in=list(numbers))
    waiting = list(rows.filter(state=InvitationState.PENDING))
    for invitation in waiting:
        notifications.withdraw(event_key=notice_key(invitation))
    ids = [invitation.pk for invitation in waiting]
    return SpaceInvitation.objects.filter(pk__in=ids).update(state=InvitationState.WITHDRAWN, answered_at=at)


@transaction.atomic
def send_many_again(*, by: Person, space: Space, numbers: Iterable[int], at: dt.datetime) -> int:
    """Another thirty days for those of these that wait or are too old, went more than a day ago, and are not members;
    returns how many."""
    space = _managed(by, space)
    rows = SpaceInvitation.objects.select_for_update(of=("self",), no_key=True).filter(space=space, pk__in=list(numbers))
    rows = rows.filter(
        state__in=[InvitationState.PENDING, InvitationState.EXPIRED], expires_at__lte=at - SENT_AGAIN_AFTER + LIFE
    ).exclude(person__in=Membership.objects.filter(space=space).values("person"))
    twice = SpaceInvitation.objects.filter(space=space, state=InvitationState.PENDING).values("person")
    sent = list(rows.exclude(Q(state=InvitationState.EXPIRED) & Q(person__in=twice)).order_by("-created_at", "-id"))
    sent = list({invitation.person_id: invitation for invitation in reversed(sent)}.values())
    for invitation in sent:
        notifications.withdraw(event_key=notice_key(invitation))
    ids = [invitation.pk for invitation in sent]
    SpaceInvitation.objects.filter(pk__in=ids).update(state=InvitationState.PENDING, expires_at=at + LIFE, answered_at=None)
    if ids:
        outbox.publish(PeopleInvited(invitation_ids=tuple(ids), space_id=space.pk, by_id=by.pk, at=at))
    return len(ids)


@transaction.atomic
def accept(*, by: Person, invitation: SpaceInvitation, at: dt.datetime) -> Membership:
    """Come in. Accepting twice changes nothing. Raises InvitationGone, PermissionDenied (somebody else's)."""
    space, invitation = _own(by, invitation)
    if existing := Membership.objects.filter(space=space, person=by).first():
        return existing
    if invitation.state != InvitationState.PENDING or invitation.expires_at <= at or space.archived_at is not None:
        raise InvitationGone(_("Cette invitation ne tient plus."))
    return memberships.admit(space, by, by=by, at=at)


@transaction.atomic
def decline(*, by: Person, invitation: SpaceInvitation, at: dt.datetime) -> SpaceInvitation:
    """Not for me; rounds leave the person alone for a month."""
    _space, invitation = _own(by, invitation)
    if invitation.state == InvitationState.PENDING:
        _settle(invitation, InvitationState.DECLINED, at=at)
    return invitation


@transaction.atomic
def ask_again(*, by: Person, invitation: SpaceInvitation, at: dt.datetime) -> None:
    """Too late for this one: tell the facilitators that another would be welcome (once per invitation)."""
    space, invitation = _own(by, invitation)
    expired = invitation.state == InvitationState.EXPIRED or invitation.expires_at <= at
    if not expired or space.archived_at is not None or permissions.is_member(by, space):
        raise InvitationGone(_("Cette invitation ne se redemande pas."))
    outbox.publish(InvitationWanted(invitation_id=invitation.pk, space_id=space.pk, person_id=by.pk, at=at))


@transaction.atomic
def start_round(
    *, by: Person, space: Space, criteria: queries.Criteria, message: str = "", at: dt.datetime
) -> InvitationRound:
    """Invite everybody who fits, in the background. Raises ValidationError: nobody fits, too many do, too often."""
    space = _managed(by, space)
    rounds = InvitationRound.objects.filter(space=space)
    if rounds.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        raise ValidationError(_("Un envoi est déjà en cours pour cet espace. Attendez qu’il se termine."))
    if rounds.filter(created_at__gt=at - dt.timedelta(days=1)).count() >= ROUNDS_A_DAY:
        raise ValidationError(
            _("Cet espace a déjà fait %(count)d envois aujourd’hui. Revenez demain.") % {"count": ROUNDS_A_DAY}
        )
    count = queries.to_invite(space, by, criteria, at=at).count()
    check_count(count)
    round_ = InvitationRound.objects.create(
        space=space, by=by, criteria=criteria.as_json(), message=message.strip()[:500], total=count, created_at=at
    )
    outbox.publish(InvitationRoundStarted(round_id=round_.pk, space_id=space.pk, by_id=by.pk, at=at))
    return round_


def check_count(count: int) -> None:
    """Raises ValidationError when a round of so many people is not sent."""
    if count == 0:
        raise ValidationError(
            _("Personne de nouveau ne répond à ce choix. Élargissez-le\xa0: une autre organisation, une autre compétence.")
        )
    if count > MOST_IN_A_ROUND:
        raise ValidationError(
            ngettext(
                "Ce choix vise %(count)d personne; un envoi en compte au plus %(limit)d. Précisez-le.",
                "Ce choix vise %(count)d personnes; un envoi en compte au plus %(limit)d. Précisez-le.",
                count,
            )
            % {"count": count, "limit": MOST_IN_A_ROUND}
        )


@transaction.atomic
def work_off_round(*, round_id: int, at: dt.datetime, batch: int = BATCH) -> bool:
    """Invite the next batch; True when something may be left. Killed and run again it neither loses nor doubles anybody.

    A round that another worker holds counts as not ours: False.
    """
    round_ = InvitationRound.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=round_id).first()
    if round_ is None or round_.state not in (JobState.WAITING, JobState.RUNNING):
        return False
    space = Space.objects.get(pk=round_.space_id)
    if round_.by is None or not permissions.can_invite(round_.by, space):
        return _finish(round_, JobState.FAILED, at=at)
    wanted = queries.to_invite(space, round_.by, queries.Criteria.of(round_.criteria), at=at).order_by("pk")
    ids = list(wanted.values_list("pk", flat=True)[: min(batch, MOST_IN_A_ROUND - round_.invited)])
    if not ids:
        return _finish(round_, JobState.DONE, at=at)
    made = _invite_many(round_, ids, at=at)
    InvitationRound.objects.filter(pk=round_.pk).update(
        state=JobState.RUNNING, done=F("done") + len(ids), invited=F("invited") + len(made)
    )
    if made:
        outbox.publish(PeopleInvited(invitation_ids=tuple(made), space_id=space.pk, by_id=round_.by.pk, at=at))
    return True


def _invite_many(round_: InvitationRound, ids: list[int], *, at: dt.datetime) -> list[int]:
    _expire(space=round_.space, at=at)
    SpaceInvitation.objects.bulk_create(
        [
            SpaceInvitation(
                space_id=round_.space_id, person_id=number, invited_by=round_.by, round=round_, message=round_.message,
                created_at=at, expires_at=at + LIFE,
            )
            for number in ids
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return list(SpaceInvitation.objects.filter(round=round_, person__in=ids).order_by("pk").values_list("pk", flat=True))


def _finish(round_: InvitationRound, state: JobState, *, at: dt.datetime) -> bool:
    InvitationRound.objects.filter(pk=round_.pk).update(state=state, finished_at=at, total=F("done"))
    return False


def expire_due(*, at: dt.datetime) -> int:
    """Mark what is too old; returns how many. Running it twice does nothing more."""
    return _expire(at=at)


def forget_old(*, at: dt.datetime, dry_run: bool) -> int:
    """Invitations that ended more than a year ago."""
    over = Q(answered_at__lt=at - KEPT) | Q(answered_at=None, expires_at__lt=at - KEPT)
    rows = SpaceInvitation.objects.filter(over)
    return rows.count() if dry_run else rows.delete()[0]


def forget_person(*, person: Person) -> int:
    """Invitations to the person go; the words they sent with theirs too."""
    SpaceInvitation.objects.filter(invited_by=person).exclude(message="").update(message="")
    InvitationRound.objects.filter(by=person).exclude(message="").update(message="")
    return SpaceInvitation.objects.filter(person=person).delete()[0]


def notice_key(invitation: SpaceInvitation) -> str:
    """Names the fact « invited until then »: sent again, it is another fact."""
    return f"invitation:{invitation.pk}:{int(invitation.expires_at.timestamp())}"


def _expire(*, at: dt.datetime, **which: Any) -> int:
    rows = SpaceInvitation.objects.filter(state=InvitationState.PENDING, expires_at__lte=at, **which)
    return rows.update(state=InvitationState.EXPIRED)


def _managed(by: Person, space: Space) -> Space:
    space = Space.objects.select_for_update(of=("self",), no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_invite(by, space):
        raise PermissionDenied(_("Seule l’animation de l’espace y invite des personnes."))
    return space


def _locked(invitation: SpaceInvitation) -> SpaceInvitation:
    return SpaceInvitation.objects.select_for_update(of=("self",), no_key=True).get(pk=invitation.pk)


def _own(by: Person, invitation: SpaceInvitation) -> tuple[Space, SpaceInvitation]:
    """The space first, as everywhere: two verbs on one space wait for each other and never block each other."""
    space = Space.objects.select_for_update(of=("self",), no_key=True).select_related("audience").get(pk=invitation.space_id)
    permissions.forget_roles_in_spaces(by)
    invitation = _locked(invitation)
    if invitation.person_id != by.pk:
        raise PermissionDenied
    return space, invitation


def _settle(invitation: SpaceInvitation, state: InvitationState, *, at: dt.datetime) -> None:
    invitation.state, invitation.answered_at = state, at
    invitation.save(update_fields=["state", "answered_at"])
