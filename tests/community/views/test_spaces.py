"""Pages of spaces: the door of a closed one, settings, members, requests, levels."""

import pytest

from activity.queries.subscriptions import level_of
from community.actions import memberships
from community.models import JoinRequest, Membership, Space
from tests.cast import NOW

HTMX = {"HX-Request": "true"}


def url(space, end=""):
    return f"/communaute/espaces/{space.slug}/{end}"


def test_the_door_of_a_space_on_request_shows_its_card_alone(cast, world, ask, client_of):
    ask(world.request, title="Titre réservé")
    html = client_of(cast.david).get(url(world.request)).content.decode()
    assert "Résumé." in html
    assert cast.chloe.name in html
    assert "Titre réservé" not in html
    assert "Demander à entrer" in html


@pytest.mark.parametrize("end", ["", "membres/", "nouvelles/", "mentions/?q=a", "demandes/", "reglages/"])
def test_a_hidden_space_is_not_there_for_strangers(cast, world, client_of, end):
    assert client_of(cast.david).get(url(world.hidden, end)).status_code == 404
    assert client_of(cast.david).post(url(world.hidden, "joindre/")).status_code == 404


@pytest.mark.parametrize(("end", "who", "status"), [
    ("membres/", "david", 403), ("membres/", "amina", 200), ("demandes/", "amina", 403), ("demandes/", "chloe", 200),
    ("reglages/", "amina", 403), ("reglages/", "chloe", 200), ("nouvelles/", "david", 403), ("mentions/?q=a", "david", 403),
])  # fmt: skip
def test_pages_of_a_space_on_request(cast, world, client_of, end, who, status):
    assert client_of(getattr(cast, who)).get(url(world.request, end)).status_code == status


def test_joining_and_leaving_an_open_space(cast, world, client_of):
    client = client_of(cast.david)
    assert client.post(url(world.open, "joindre/"))["Location"] == url(world.open)
    assert "Poser une question" in client.get(url(world.open)).content.decode()
    assert client.post(url(world.open, "quitter/"))["Location"] == "/communaute/espaces/"
    assert not Membership.objects.filter(person=cast.david).exists()


def test_joining_from_a_thread_leads_back_to_it(cast, world, ask, client_of):
    thread = ask()
    response = client_of(cast.david).post(url(world.open, "joindre/"), {"fil": thread.pk})
    assert response["Location"] == f"/communaute/fils/{thread.pk}/"


def test_asking_waiting_answering(cast, world, client_of):
    david, chloe = client_of(cast.david), client_of(cast.chloe)
    assert david.post(url(world.request, "joindre/"), {"message": "J’anime un groupe."}).status_code == 303
    assert "Votre demande attend une réponse" in david.get(url(world.request)).content.decode()
    assert "1 demande attend" in chloe.get(url(world.request, "membres/")).content.decode()
    assert "J’anime un groupe." in chloe.get(url(world.request, "demandes/")).content.decode()
    asked = JoinRequest.objects.get()
    assert client_of(cast.amina).post(url(world.request, f"demandes/{asked.pk}/"), {"reponse": "oui"}).status_code == 403
    assert chloe.post(url(world.request, f"demandes/{asked.pk}/"), {"reponse": "oui"}).status_code == 303
    assert "Poser une question" in david.get(url(world.request)).content.decode()


def test_a_message_too_long_is_kept(cast, world, client_of):
    message = "x" * 501
    response = client_of(cast.david).post(url(world.request, "joindre/"), {"message": message})
    assert (response.status_code, message in response.content.decode()) == (422, True)


def test_taking_a_request_back(cast, world, client_of):
    memberships.request_to_join(by=cast.david, space=world.request, at=NOW)
    assert client_of(cast.david).post(url(world.request, "demandes/retirer/")).status_code == 303
    assert not JoinRequest.objects.exists()


def test_a_request_of_another_space_is_not_answered_here(cast, world, client_of):
    asked = memberships.request_to_join(by=cast.david, space=world.request, at=NOW)
    assert client_of(cast.chloe).post(url(world.open, f"demandes/{asked.pk}/"), {"reponse": "oui"}).status_code == 404


def test_members_adding_roles_removing(cast, world, client_of):
    chloe = client_of(cast.chloe)
    found = chloe.get(url(world.hidden, "membres/?ajouter=esther"), headers=HTMX).content.decode()
    assert cast.esther.name in found
    assert found.strip().startswith('<div id="people-found"')
    assert chloe.post(url(world.hidden, "membres/ajouter/"), {"personne": cast.esther.pk}).status_code == 303
    assert (
        chloe.post(url(world.hidden, "membres/role/"), {"personne": cast.esther.pk, "role": "facilitator"}).status_code
        == 303
    )
    assert Membership.objects.get(person=cast.esther).role == "facilitator"
    assert chloe.post(url(world.hidden, "membres/role/"), {"personne": cast.esther.pk, "role": "roi"}).status_code == 403
    assert chloe.post(url(world.hidden, "membres/retirer/"), {"personne": cast.esther.pk}).status_code == 303
    assert not Membership.objects.filter(person=cast.esther).exists()
    for end in ("ajouter", "retirer", "role"):
        values = {"personne": cast.bruno.pk, "role": "facilitator"}
        assert client_of(cast.amina).post(url(world.open, f"membres/{end}/"), values).status_code == 403
    assert chloe.post(url(world.open, "membres/ajouter/"), {"personne": "abc"}).status_code == 404


def test_the_last_facilitator_reads_why_they_stay(cast, world, client_of):
    html = client_of(cast.chloe).post(url(world.open, "quitter/"), follow=True).content.decode()
    assert "Un espace garde au moins une personne à l’animation." in html
    html = client_of(cast.chloe).post(url(world.open, "membres/retirer/"), {"personne": cast.chloe.pk}, follow=True)
    assert "Un espace garde au moins une personne à l’animation." in html.content.decode()


def test_making_a_space(cast, client_of, world):
    client = client_of(cast.david)
    assert client.get("/communaute/espaces/nouveau/").status_code == 200
    assert client.post("/communaute/espaces/nouveau/", {"name": "", "summary": "Gardé."}).status_code == 422
    values = {"name": "Balado", "summary": "On enregistre.", "access": "request", "kind": "laboratory", "topics": "Balados"}
    assert client.post("/communaute/espaces/nouveau/", values)["Location"] == "/communaute/espaces/balado/"
    space = Space.objects.get(slug="balado")
    assert (space.access, space.kind, space.audience.kind) == ("request", "laboratory", "closed")


def test_settings_show_what_is_and_change_it(cast, world, client_of):
    client = client_of(cast.chloe)
    assert 'value="Espace open"' in client.get(url(world.open, "reglages/")).content.decode()
    values = {"name": "Nouveau nom", "summary": "S.", "access": "open", "kind": "practice", "topics": "Cartes"}
    assert client.post(url(world.open, "reglages/"), values).status_code == 303
    assert Space.objects.get(pk=world.open.pk).name == "Nouveau nom"
    refused = client.post(url(world.open, "reglages/"), {**values, "access": "secret"})
    assert (refused.status_code, "Nouveau nom" in refused.content.decode()) == (422, True)


def test_archive(cast, world, ask, client_of):
    thread = ask()
    assert client_of(cast.amina).post(url(world.open, "archiver/"), {"archive": "1"}).status_code == 403
    assert client_of(cast.chloe).post(url(world.open, "archiver/"), {"archive": "1"}).status_code == 303
    html = client_of(cast.bruno).get(f"/communaute/fils/{thread.pk}/").content.decode()
    assert "Cet espace est archivé" in html
    assert client_of(cast.bruno).post(f"/communaute/fils/{thread.pk}/reaction/", {"reaction": "like"}).status_code == 403
    assert client_of(cast.chloe).post(url(world.open, "archiver/"), {"archive": "0"}).status_code == 303


def test_how_much_one_hears(cast, world, client_of):
    client = client_of(cast.amina)
    assert client.post(url(world.open, "niveau/"), {"niveau": "all"}).status_code == 303
    html = client.post(url(world.open, "niveau/"), {"niveau": "mentions"}, headers=HTMX).content.decode()
    assert 'value="mentions" selected' in html
    assert level_of(cast.amina, world.open) == "mentions"
    assert client.post(url(world.open, "niveau/"), {"niveau": "tout"}).status_code == 403
    assert client_of(cast.david).post(url(world.request, "niveau/"), {"niveau": "all"}).status_code == 403


def test_the_list_narrows_as_one_types(cast, world, client_of):
    client = client_of(cast.david)
    whole = client.get("/communaute/espaces/").content.decode()
    assert ("Espace open" in whole, "Espace request" in whole, "Espace hidden" in whole) == (True, True, False)
    fragment = client.get("/communaute/espaces/?q=OPÉN", headers=HTMX).content.decode()
    assert fragment.strip().startswith('<div id="space-results">')
    assert ("Espace open" in fragment, "Espace request" in fragment) == (True, False)
    assert "Aucun espace ne correspond" in client.get("/communaute/espaces/?q=zzz").content.decode()
    assert "Espace hidden" in client_of(cast.amina).get("/communaute/espaces/?miens=1").content.decode()
    assert client.get("/communaute/espaces/?genre=x&acces=y&apres=z").status_code == 200


def test_the_editor_proposes_readers_only(cast, world, client_of):
    client = client_of(cast.amina)
    names = [row["name"] for row in client.get(url(world.hidden, "mentions/?q=bruno")).json()]
    assert names == [cast.bruno.name]
    assert client.get(url(world.hidden, "mentions/?q=david")).json() == []
    assert client.get(url(world.open, "mentions/?q=david")).json()[0]["insert"] == (
        f"@[{cast.david.name}](membre:{cast.david.pk})"
    )


def test_news_of_a_space(cast, world, ask, client_of):
    ask(by=cast.bruno)
    html = client_of(cast.amina).get(url(world.open, "nouvelles/?depuis=0"), headers=HTMX).content.decode()
    assert "Du nouveau dans 1 fil" in html
    assert client_of(cast.bruno).get(url(world.open, "nouvelles/?depuis=0")).content.decode().strip() == ""


def test_the_entrance_and_the_tabs(cast, world, ask, client_of):
    ask()
    for person in (cast.bruno, cast.david, cast.olga):
        assert client_of(person).get("/communaute/").status_code == 200
    client = client_of(cast.bruno)
    for end in ("?onglet=questions", "?onglet=questions&etat=resolue", "?onglet=a-propos", "?onglet=x"):
        assert client.get(url(world.open, end)).status_code == 200
