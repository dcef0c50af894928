"""The search follows what people say of themselves."""

from core import search
from core.models import SearchEntry
from people.enums import PersonStatus
from people.events import PersonChanged, PersonJoined
from people.subscribers.search import index_person
from tests.cast import NOW


def names_found(query):
    return [hit.title for hit in search.find(query, audiences=[]).hits if hit.kind == "person"]


def test_a_new_member_is_found_and_twice_is_once(cast):
    for _time in range(2):
        index_person(PersonJoined(person_id=cast.chloe.pk, organisation_id=cast.chloe.organisation_id, at=NOW))
    assert names_found("chloe") == [cast.chloe.name]
    assert SearchEntry.objects.filter(kind="person").count() == 1


def test_who_left_is_not_found_any_more(cast):
    event = PersonChanged(person_id=cast.david.pk, at=NOW)
    index_person(event)
    cast.david.status = PersonStatus.LEFT
    cast.david.save()
    index_person(event)
    assert names_found("david") == []


def test_what_is_not_shown_to_the_network_is_not_found(cast):
    cast.amina.ask_me_about = ["fromages fins"]
    cast.amina.visibility = {"ask_me_about": "me"}
    cast.amina.save()
    index_person(PersonChanged(person_id=cast.amina.pk, at=NOW))
    assert names_found("fromages") == []
