"""Invitations: who may send them, what the database keeps, how they end."""

import datetime as dt

import pytest

from people.actions.accounts import AccountRefused, accept_invitation
from people.actions.invitations import NotAllowed, invite, revoke, token_of
from people.models import Invitation, Person
from people.queries.accounts import invitation_of_token, invitation_state
from tests.factories.people import OrganisationFactory, UserFactory

PASSWORD = "une phrase assez longue 7"


def send(by, organisation, now, *emails):
    return invite(by=by, emails=emails or ["nouvelle@exemple.test"], organisation=organisation, at=now)


def accept(invitation, at):
    return accept_invitation(invitation=invitation, given_name="Zoé", family_name="Nouvelle", password=PASSWORD, at=at)


def test_an_administrator_invites_for_any_organisation(cast, now):
    organisation = OrganisationFactory()
    report = send(cast.olga, organisation, now)
    assert [row.email for row in report.sent] == ["nouvelle@exemple.test"]
    assert report.sent[0].expires_at == now + dt.timedelta(days=14)


def test_a_sectoral_lead_for_the_own_organisation_alone(cast, now):
    assert send(cast.farid, cast.farid.organisation, now).sent
    with pytest.raises(NotAllowed):
        send(cast.farid, OrganisationFactory(), now)


@pytest.mark.parametrize("key", ["amina", "chloe", "hugo", "jules", "gisele"])
def test_others_do_not_invite(cast, now, key):
    with pytest.raises(NotAllowed):
        send(cast.people[key], cast.people[key].organisation, now)


def test_each_address_once_and_each_refusal_with_its_reason(cast, now):
    UserFactory(email="membre@exemple.test")
    send(cast.olga, cast.olga.organisation, now, "deja@exemple.test")
    emails = ["a@exemple.test", "A@exemple.test ", "membre@exemple.test", "deja@exemple.test", "pas une adresse"]
    report = send(cast.olga, cast.olga.organisation, now, *emails)
    assert [row.email for row in report.sent] == ["a@exemple.test"]
    assert [(email, str(reason)) for email, reason in report.refused] == [
        ("membre@exemple.test", "cette personne a déjà un compte"),
        ("deja@exemple.test", "une invitation attend déjà cette personne"),
        ("pas une adresse", "ce n’est pas une adresse de courriel"),
    ]


def test_an_expired_invitation_makes_way(cast, now):
    first = send(cast.olga, cast.olga.organisation, now).sent[0]
    later = now + dt.timedelta(days=15)
    second = send(cast.olga, cast.olga.organisation, later).sent[0]
    first.refresh_from_db()
    assert [invitation_state(row, later) for row in (first, second)] == ["revoked", "open"]


def test_the_token_is_not_in_the_database_and_survives_it(cast, now):
    invitation = send(cast.olga, cast.olga.organisation, now).sent[0]
    token = token_of(invitation)
    stored = Invitation.objects.get(pk=invitation.pk)
    assert token not in str(stored.__dict__)
    assert token_of(stored) == token
    assert invitation_of_token(token) == invitation
    assert invitation_of_token(token[:-1] + "0") is None or token[-1] == "0"


def test_two_tokens_differ(cast, now):
    sent = send(cast.olga, cast.olga.organisation, now, "a@exemple.test", "b@exemple.test").sent
    assert token_of(sent[0]) != token_of(sent[1])


def test_accepting_makes_a_verified_account_and_a_member_once(cast, now):
    invitation = send(cast.farid, cast.farid.organisation, now).sent[0]
    person = accept(invitation, now)
    assert (person.name, person.organisation, person.user.email) == (
        "Zoé Nouvelle", cast.farid.organisation, "nouvelle@exemple.test",
    )  # fmt: skip
    assert person.user.check_password(PASSWORD)
    assert person.user.emailaddress_set.get().verified
    with pytest.raises(AccountRefused):
        accept(invitation, now)
    assert Person.objects.filter(given_name="Zoé").count() == 1


def test_neither_after_it_expired_nor_after_it_was_revoked(cast, now):
    expired, revoked = send(cast.olga, cast.olga.organisation, now, "a@exemple.test", "b@exemple.test").sent
    revoke(by=cast.olga, invitation=revoked, at=now)
    with pytest.raises(AccountRefused):
        accept(expired, now + dt.timedelta(days=14))
    with pytest.raises(AccountRefused):
        accept(revoked, now)


def test_an_address_that_got_an_account_meanwhile(cast, now):
    invitation = send(cast.olga, cast.olga.organisation, now).sent[0]
    UserFactory(email="nouvelle@exemple.test")
    with pytest.raises(AccountRefused, match="existe déjà"):
        accept(invitation, now)
