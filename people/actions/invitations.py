"""Inviting: a place offered to an address, for fourteen days.

Only a digest of the token is kept. The token itself is derived from the row and the installation's secret key, so that the
mail can be written by a worker, and again if it must be, without the token ever standing in the database.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.outbox import publish
from people.events import InvitationSent
from people.models import Invitation, Organisation, Person, User
from people.queries.accounts import inviting_scope, token_digest

VALID_FOR = dt.timedelta(days=14)
MOST_AT_ONCE = 50


class NotAllowed(Exception):
    """This person may not invite for that organisation."""


@dataclass
class InvitationReport:
    """What came of several addresses: invitations made, and addresses refused with a sentence each."""

    sent: list[Invitation] = field(default_factory=list)
    refused: list[tuple[str, object]] = field(default_factory=list)


def token_of(invitation: Invitation) -> str:
    """The token that the mail carries (64 hexadecimal figures); the same at every call."""
    value = f"{invitation.email.lower()}|{invitation.organisation_id}|{invitation.created_at.astimezone(dt.UTC).isoformat()}"
    return salted_hmac("people.invitation", value, algorithm="sha256").hexdigest()


@transaction.atomic
def invite(*, by: Person, emails: Sequence[str], organisation: Organisation, at: dt.datetime) -> InvitationReport:
    """Invite each address once; one that is wrong, known or already invited is refused and the others go on."""
    _check(by, organisation.pk, at)
    report = InvitationReport()
    for email in dict.fromkeys(address.strip().lower() for address in emails if address.strip()):
        reason = _refusal(email, at)
        if reason:
            report.refused.append((email, reason))
        else:
            report.sent.append(_send(by, email, organisation, at))
    return report


def _check(by: Person, organisation_id: int, at: dt.datetime) -> None:
    scope = inviting_scope(by, timezone.localdate(at))
    if scope is not None and organisation_id not in scope:
        raise NotAllowed


def _refusal(email: str, at: dt.datetime) -> object:
    """Why this address is not invited, or nothing."""
    try:
        validate_email(email)
    except ValidationError:
        return _("ce n’est pas une adresse de courriel")
    if User.objects.filter(email__iexact=email).exists():
        return _("cette personne a déjà un compte")
    waiting = Invitation.objects.filter(email__iexact=email, accepted_at=None, revoked_at=None)
    if waiting.filter(expires_at__gt=at).exists():
        return _("une invitation attend déjà cette personne")
    waiting.update(revoked_at=at)
    return ""


def _send(by: Person, email: str, organisation: Organisation, at: dt.datetime) -> Invitation:
    invitation = Invitation(email=email, organisation=organisation, invited_by=by, created_at=at, expires_at=at + VALID_FOR)
    invitation.token_digest = token_digest(token_of(invitation))
    invitation.save()
    publish(InvitationSent(invitation_id=invitation.pk, at=at))
    return invitation


@transaction.atomic
def revoke(*, by: Person, invitation: Invitation, at: dt.datetime) -> None:
    """The link in the mail stops working. Nothing happens to one that was accepted or revoked already."""
    _check(by, invitation.organisation_id, at)
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(revoked_at=at)
