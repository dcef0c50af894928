"""Forms of sheets, events and recaps: too many people named, or somebody who does not read it, is said beside the text."""

import datetime as dt

import pytest
from django.urls import reverse

from community.actions import memberships, practices
from community.models import Event, PracticePage
from tests.cast import NOW
from tests.community.events import propose
from tests.factories.practices import make_draft

CROWD = " ".join(f"@[P](membre:{number})" for number in range(1, 501))
TOO_MANY = (
    "Vous mentionnez 500 personnes; la limite est de 20 par message. Nommez celles à qui vous parlez, ou écrivez à l’espace."
)


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def event_fields(space, **values):
    return {
        "space": space.pk, "title": "Un atelier", "starts_at": "2027-01-12T10:00", "ends_at": "2027-01-12T11:00",
        "mode": "online", "online_url": "https://exemple.test/", "language": "fr", "publier": "1",
    } | values  # fmt: skip


def sheet_fields(space, **values):
    return {"space": space.pk, "title": "Une idée", "context": "Des cartes.", "actions_taken": "Une liste."} | values


@pytest.mark.parametrize(
    ("address", "fields", "name"),
    [("event-create", event_fields, "body"), ("practice-create", sheet_fields, "actions_taken")],
)
def test_five_hundred_names_are_refused_beside_the_text_that_is_kept(cast, world, client_of, address, fields, name):
    sent = fields(world.open, **{name: CROWD})
    response = client_of(cast.amina).post(reverse(f"community:{address}"), sent)
    assert response.status_code == 422
    assert response.context["form"].errors == {name: [TOO_MANY]}
    assert CROWD in words(response)
    assert (Event.objects.count(), PracticePage.objects.count()) == (0, 0)


def test_the_limit_counts_all_parts_of_a_sheet(cast, world, client_of):
    parts = (range(1, 12), range(5, 26))
    first, second = (" ".join(f"@[P](membre:{number})" for number in part) for part in parts)
    sent = sheet_fields(world.open, context=first, how=second)
    response = client_of(cast.amina).post(reverse("community:practice-create"), sent)
    assert response.status_code == 422
    assert response.context["form"].errors == {"how": [TOO_MANY.replace("500", "25")]}


@pytest.mark.parametrize(
    ("address", "fields", "name"),
    [("event-create", event_fields, "body"), ("practice-create", sheet_fields, "tools")],
)
def test_who_does_not_read_the_space_is_not_named_there(cast, world, client_of, address, fields, name):
    sent = fields(world.hidden, **{name: f"Avec @[David](membre:{cast.david.pk})."})
    response = client_of(cast.amina).post(reverse(f"community:{address}"), sent)
    assert response.status_code == 422
    assert response.context["form"].errors == {name: ["David ne lit pas cet espace\xa0: retirez la mention."]}


def test_a_recap_says_it_beside_its_text(cast, world, client_of):
    event = propose(cast.amina, world.open, starts_at=NOW, at=NOW - dt.timedelta(days=2))
    address = reverse("community:event-follow-up", args=[event.pk])
    response = client_of(cast.amina).post(address, {"recap": CROWD})
    assert (response.status_code, response.context["form"].errors) == (422, {"recap": [TOO_MANY]})
    assert CROWD in words(response)


def test_words_of_welcome_say_it_beside_them(cast, world, client_of):
    address = reverse("community:space-settings", args=[world.hidden.slug])
    crowd = " ".join(CROWD.split()[:25])
    sent = {"name": "Nom", "summary": "Résumé.", "access": "hidden", "kind": "practice", "welcome": crowd}
    client = client_of(cast.chloe)
    response = client.post(address, sent)
    assert (response.status_code, response.context["form"].errors) == (422, {"welcome": [TOO_MANY.replace("500", "25")]})
    assert crowd in words(response)
    response = client.post(address, sent | {"welcome": "a" * 5001})
    too_long = "Votre texte compte 5001 caractères; la limite est de 5000. Raccourcissez-le."
    assert response.context["form"].errors == {"welcome": [too_long]}
    response = client.post(address, sent | {"welcome": f"@[David](membre:{cast.david.pk})"})
    assert response.context["form"].errors == {"welcome": ["David ne lit pas cet espace\xa0: retirez la mention."]}


@pytest.mark.parametrize("address", ["event-create", "event-edit", "event-follow-up", "practice-create", "practice-edit"])
def test_the_editor_proposes_who_reads_it(cast, world, client_of, address):
    event = propose(cast.amina, world.hidden, starts_at=NOW, at=NOW - dt.timedelta(days=2))
    page = make_draft(by=cast.amina, space=world.hidden)
    thing = {"event-edit": event.pk, "event-follow-up": event.pk, "practice-edit": page.label}.get(address)
    html = words(client_of(cast.amina).get(reverse(f"community:{address}", args=[thing] if thing else [])))
    known = reverse("community:space-mentions", args=[world.hidden.slug])
    assert f'data-mention-url="{known if thing else reverse("people:person-mentions")}"' in html


def test_a_name_stays_with_its_person_and_who_left_may_stay_named(cast, world):
    page = make_draft(by=cast.amina, space=world.hidden, how=f"Avec @[La ministre](membre:{cast.bruno.pk}).")
    assert page.how == f"Avec @[{cast.bruno.name}](membre:{cast.bruno.pk})."
    memberships.leave(by=cast.bruno, space=world.hidden, at=NOW)
    draft = practices.save_draft(by=cast.amina, page=page, how=f"{page.how} Merci.", at=NOW)
    assert (draft.how.endswith("Merci."), "href" in draft.rendered["how"]) == (True, False)
