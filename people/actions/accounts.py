"""Accounts become members: by invitation, or just in time from an identity provider."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.outbox import publish
from people.enums import OrganisationKind, PersonStatus
from people.events import PersonJoined
from people.models import Invitation, Organisation, Person, User
from people.queries.accounts import invitation_state, open_invitation_for


class AccountRefused(Exception):
    """The account cannot be made; the sentence is for people."""

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def create_member(*, user: User, given_name: str, family_name: str, organisation: Organisation, at: dt.datetime) -> Person:
    """The person of an account. An open invitation to the same address is thereby accepted."""
    if organisation.kind == OrganisationKind.SCHOOL:
        raise AccountRefused(_("Un établissement d’enseignement n’a pas de membres."))
    person = Person(
        user=user,
        status=PersonStatus.ACTIVE,
        given_name=given_name.strip()[:80] or user.email.partition("@")[0][:80],
        family_name=family_name.strip()[:80],
        organisation=organisation,
        joined_at=at,
    )
    person.save()
    Invitation.objects.filter(email__iexact=user.email, accepted_at=None, revoked_at=None).update(accepted_at=at)
    publish(PersonJoined(person_id=person.pk, organisation_id=organisation.pk, at=at))
    return person


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, given_name: str, family_name: str, password: str, at: dt.datetime
) -> Person:
    """Account and person of somebody who was invited; the address is known to be theirs: the token came by mail.

    Raises AccountRefused when the invitation was used, revoked or has expired meanwhile, or the address has an account.
    """
    locked = Invitation.objects.select_for_update().select_related("organisation").get(pk=invitation.pk)
    if invitation_state(locked, at) != "open":
        raise AccountRefused(_("Cette invitation ne peut plus servir."))
    try:
        with transaction.atomic():
            user = User.objects.create_user(locked.email, password)
    except IntegrityError:
        raise AccountRefused(_("Un compte existe déjà pour ce courriel : entrez avec lui.")) from None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return create_member(user=user, given_name=given_name, family_name=family_name, organisation=locked.organisation, at=at)


def names_from_address(email: str) -> tuple[str, str]:
    """« Amina », « Tremblay » from amina.tremblay@…: a first guess, that the person mends at the first visit."""
    words = [word.capitalize() for word in email.partition("@")[0].replace("_", ".").split(".") if word]
    return (words[0] if words else email, " ".join(words[1:]))


def organisation_for(email: str, at: dt.datetime) -> Organisation | None:
    """Where an invitation to this address leads."""
    invitation = open_invitation_for(email, at)
    return invitation.organisation if invitation else None
