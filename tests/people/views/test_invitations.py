"""Inviting on screen, the mail, and the link."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.actions.invitations import invite, token_of
from people.models import Invitation, Person
from people.queries.accounts import invitations_visible_to
from tests.factories.people import OrganisationFactory

PAGE = "/compte/invitations/"


def send(cast, *emails, at=None):
    return invite(by=cast.olga, emails=emails, organisation=cast.olga.organisation, at=at or timezone.now()).sent


def test_only_who_may_invite_sees_the_page(cast, client_of):
    assert client_of(cast.amina).get(PAGE).status_code == 403
    assert client_of(cast.farid).get(PAGE).status_code == 200


def test_a_lead_chooses_among_the_own_organisations_alone(cast, client_of):
    other = OrganisationFactory()
    client = client_of(cast.farid)
    assert list(client.get(PAGE).context["form"].fields["organisation"].queryset) == [cast.farid.organisation]
    response = client.post(PAGE, {"organisation": other.pk, "emails": "x@exemple.test"})
    assert response.status_code == 422
    assert Invitation.objects.count() == 0


def test_several_addresses_at_once_each_gets_its_link(cast, client_of, client, deliver):
    body = {"organisation": cast.farid.organisation.pk, "emails": "a@exemple.test, Bé <b@exemple.test>\nC@exemple.test"}
    response = client_of(cast.farid).post(PAGE, body)
    assert (response.status_code, response.headers["Location"]) == (303, PAGE)
    assert mail.outbox == []
    deliver()
    assert sorted(message.to[0] for message in mail.outbox) == ["a@exemple.test", "b@exemple.test", "c@exemple.test"]
    message = mail.outbox[0]
    assert "Farid" in message.body
    path = re.search(r"https?://[^/]+(/compte/invitation/\w+/)", message.body)[1]
    assert path in message.alternatives[0][0]
    assert client.get(path).status_code == 200


def test_a_revoked_invitation_sends_no_mail(cast, deliver, client_of):
    (row,) = send(cast, "a@exemple.test")
    client_of(cast.olga).post(f"{PAGE}{row.pk}/revoquer/")
    deliver()
    assert mail.outbox == []


def test_what_was_refused_stays_in_the_form_with_its_reason(cast, client_of):
    body = {"organisation": cast.farid.organisation.pk, "emails": f"nouveau@exemple.test\n{cast.amina.user.email} "}
    response = client_of(cast.farid).post(PAGE, body)
    text = response.content.decode()
    assert response.status_code == 422
    assert "cette personne a déjà un compte" in text
    assert f">\n{cast.amina.user.email}</textarea>" in text
    assert Invitation.objects.count() == 1


def test_joining(cast, client):
    (row,) = send(cast, "zoe@exemple.test")
    path = f"/compte/invitation/{token_of(row)}/"
    short = client.post(path, {"given_name": "Zoé", "family_name": "Fictive", "password": "court"})
    assert short.status_code == 422
    assert 'value="Zoé"' in short.content.decode()
    response = client.post(path, {"given_name": "Zoé", "family_name": "Fictive", "password": "une phrase assez longue 7"})
    assert response.headers["Location"] == "/"
    assert Person.objects.get(given_name="Zoé").user.email == "zoe@exemple.test"
    assert client.get("/compte/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"accepted_at": timezone.now()}, 410, "Elle a déjà servi"),
        ({"revoked_at": timezone.now()}, 410, "Elle a été révoquée"),
        ({"expires_at": timezone.now() - dt.timedelta(days=1)}, 410, "quatorze jours"),
    ],
)
def test_each_end_of_an_invitation_has_its_sentence(cast, client, fields, status, words):
    (row,) = send(cast, "zoe@exemple.test")
    path = f"/compte/invitation/{token_of(row)}/"
    Invitation.objects.update(**fields)
    page = client.get(path)
    assert page.status_code == status
    assert words in page.content.decode()


def test_an_unknown_link(client, db):
    page = client.get("/compte/invitation/abcdef/")
    assert page.status_code == 404
    assert "aucune invitation" in page.content.decode()


def test_who_is_in_does_not_take_another_place(cast, client_of):
    (row,) = send(cast, "zoe@exemple.test")
    page = client_of(cast.amina).get(f"/compte/invitation/{token_of(row)}/")
    assert page.status_code == 409


def test_a_lead_cannot_revoke_elsewhere(cast, client_of):
    (row,) = invite(by=cast.olga, emails=["a@exemple.test"], organisation=OrganisationFactory(), at=timezone.now()).sent
    assert client_of(cast.farid).post(f"{PAGE}{row.pk}/revoquer/").status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None


def test_the_list_costs_the_same_at_one_and_at_three_rows(cast, client_of, django_assert_num_queries):
    def queries():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    client = client_of(cast.olga)
    send(cast, "a@exemple.test")
    before = queries()
    send(cast, "b@exemple.test", "c@exemple.test")
    assert queries() == before
    with django_assert_num_queries(1):
        rows = invitations_visible_to(cast.olga, timezone.localdate())
        assert [(row.organisation.acronym, row.invited_by.name) for row in rows] == [
            (cast.olga.organisation.acronym, cast.olga.name)
        ] * 3
