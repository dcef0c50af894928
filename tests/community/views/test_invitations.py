"""Pages of invitations: the door that they open, what is too late, the list, a group with its preview."""

import datetime as dt

import pytest
from django.utils import timezone

from community.actions import invitations, spaces
from community.models import InvitationRound, Membership, SpaceInvitation
from tests.cast import NOW

HTMX = {"HX-Request": "true"}


def url(space, end=""):
    return f"/communaute/espaces/{space.slug}/{end}"


@pytest.fixture
def invite(cast):
    def make(space, person=None, *, ago=0):
        at = timezone.now() - dt.timedelta(days=ago)
        return invitations.invite(by=cast.chloe, space=space, person=person or cast.david, message="Venez voir.", at=at)

    return make


@pytest.mark.parametrize("access", ["private", "hidden"])
def test_the_invited_see_the_door_not_the_threads(cast, world, ask, invite, client_of, access):
    thread = ask(world.of(access), title="Titre réservé")
    invitation = invite(world.of(access))
    client = client_of(cast.david)
    for address in (url(world.of(access)), f"/communaute/invitations/{invitation.pk}/"):
        html = client.get(address).content.decode()
        assert ("Accepter et entrer" in html, "Titre réservé" in html) == (True, False)
    assert client.get(f"/communaute/fils/{thread.pk}/").status_code == 404
    assert client.get(url(world.of(access), "membres/")).status_code == 403
    assert "Venez voir." in client.get("/communaute/").content.decode()


def test_accepting_and_declining(cast, world, invite, client_of):
    spaces.edit_space(by=cast.chloe, space=world.hidden, welcome="Bonjour à vous.", at=NOW)
    invitation = invite(world.hidden)
    client = client_of(cast.david)
    response = client.post(f"/communaute/invitations/{invitation.pk}/reponse/", {"reponse": "oui"})
    assert response["Location"] == f"{url(world.hidden)}?bienvenue=1"
    html = client.get(response["Location"]).content.decode()
    assert ("Ce qu’il faut savoir" in html, "Bonjour à vous." in html) == (True, True)
    assert "Bonjour à vous." not in client.get(url(world.hidden)).content.decode()
    other = invite(world.open, cast.hugo)
    assert client_of(cast.hugo).post(f"/communaute/invitations/{other.pk}/reponse/", {"reponse": "non"}).status_code == 303
    assert not Membership.objects.filter(person=cast.hugo).exists()


def test_too_late_is_said_with_what_to_do(cast, world, invite, client_of):
    invitation = invite(world.hidden, ago=31)
    client = client_of(cast.david)
    assert client.get(url(world.hidden))["Location"] == f"/communaute/invitations/{invitation.pk}/"
    html = client.get(f"/communaute/invitations/{invitation.pk}/").content.decode()
    assert "Redemander une invitation" in html
    assert cast.chloe.name in html
    assert "Espace hidden" not in html
    answer = client.post(f"/communaute/invitations/{invitation.pk}/reponse/", {"reponse": "oui"})
    assert (answer.status_code, "Redemander une invitation" in answer.content.decode()) == (409, True)
    assert client.post(f"/communaute/invitations/{invitation.pk}/redemander/").status_code == 303


def test_withdrawn_is_said_too(cast, world, invite, client_of):
    invitation = invite(world.hidden)
    client_of(cast.chloe).post(url(world.hidden, f"invitations/{invitation.pk}/retirer/"))
    html = client_of(cast.david).get(url(world.hidden), follow=True).content.decode()
    assert "a retiré cette invitation" in html
    assert client_of(cast.hugo).get(f"/communaute/invitations/{invitation.pk}/").status_code == 404


def test_the_list_of_facilitators(cast, world, invite, client_of):
    client = client_of(cast.chloe)
    assert "Aucune invitation envoyée" in client.get(url(world.open, "invitations/")).content.decode()
    found = client.get(url(world.open, "invitations/?qui=david"), headers=HTMX).content.decode()
    assert (found.strip().startswith('<div id="people-to-invite"'), cast.david.name in found) == (True, True)
    sent = {"personne": cast.david.pk, "message": "Venez."}
    assert client.post(url(world.open, "invitations/envoyer/"), sent).status_code == 303
    assert cast.david.name in client.get(url(world.open, "invitations/")).content.decode()
    long = client.post(url(world.open, "invitations/envoyer/"), {"personne": cast.hugo.pk, "message": "x" * 501})
    assert (long.status_code, "la limite est de 500" in long.content.decode()) == (422, True)
    again = url(world.open, f"invitations/{SpaceInvitation.objects.get().pk}/renvoyer/")
    assert "moins d’un jour" in client.post(again, follow=True).content.decode()
    assert client_of(cast.amina).get(url(world.open, "invitations/")).status_code == 403
    assert client_of(cast.david).get(url(world.hidden, "invitations/")).status_code == 404


def test_a_group_is_seen_before_it_is_invited(cast, world, client_of):
    client, address = client_of(cast.chloe), url(world.open, "invitations/groupe/")
    assert client.get(address).status_code == 200
    assert client.post(address, {"message": "x"}).status_code == 422
    chosen = {"organisation": [cast.david.organisation_id]}
    fragment = client.post(address, {**chosen, "apercu": "1"}, headers=HTMX).content.decode()
    assert (fragment.strip().startswith('<div id="round-preview"'), cast.david.name in fragment) == (True, True)
    assert not InvitationRound.objects.exists()
    response = client.post(address, chosen)
    round_ = InvitationRound.objects.get()
    assert response["Location"] == url(world.open, f"invitations/groupe/{round_.pk}/")
    busy = client.get(response["Location"], headers=HTMX).content.decode()
    assert "hx-trigger" in busy
    while invitations.work_off_round(round_id=round_.pk, at=timezone.now()):
        pass
    done = client.get(response["Location"], headers=HTMX).content.decode()
    assert ("hx-trigger" in done, "C’est envoyé" in done) == (False, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_at_one_and_at_three_rows(cast, world, invite, client_of, number, django_assert_num_queries):
    for person in (cast.david, cast.hugo, cast.malik)[:number]:
        invite(world.open, person)
    client = client_of(cast.chloe)
    client.get(url(world.open, "invitations/"))
    with django_assert_num_queries(7):
        client.get(url(world.open, "invitations/"))
