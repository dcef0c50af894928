"""Real transactions at once: no place is given twice, none is lost."""

import pytest

from community.actions import registrations
from community.models import Event, EventRegistration
from tests.cast import NOW, create_cast
from tests.community.events import come, edit, lists, propose
from tests.community.test_races import at_once
from tests.community.world import make_space

PLACES = 4


@pytest.mark.django_db(transaction=True)
def test_races_for_places():
    cast = create_cast()
    space = make_space(cast, "open")
    event = propose(cast.amina, space, capacity=PLACES)
    people = [cast.bruno, cast.chloe, cast.david, cast.esther, cast.farid, cast.gisele, cast.hugo, cast.ines]

    errors = at_once(
        *(lambda person=person: registrations.register(by=person, event=event, at=NOW) for person in people),
        *(lambda person=person: registrations.register(by=person, event=event, at=NOW) for person in people[:4]),
    )
    event.refresh_from_db()
    assert (errors, event.confirmed_count, event.waiting_count) == ([], PLACES, len(people) - PLACES)
    assert EventRegistration.objects.filter(event=event).count() == len(people)

    confirmed = [row.person for row in EventRegistration.objects.filter(state="confirmed").select_related("person")]
    errors = at_once(
        *(lambda person=person: registrations.withdraw(by=person, event=event, at=NOW) for person in confirmed[:3]),
        *(lambda person=person: registrations.withdraw(by=person, event=event, at=NOW) for person in confirmed[:3]),
        lambda: edit(cast.amina, event, capacity=PLACES + 2),
        lambda: registrations.register(by=cast.karim, event=event, at=NOW),
        lambda: registrations.register(by=cast.lea, event=event, at=NOW),
    )
    event.refresh_from_db()
    living = EventRegistration.objects.filter(event=event)
    assert errors == []
    assert event.confirmed_count == living.filter(state="confirmed").count() == PLACES + 2
    assert event.waiting_count == living.filter(state="waiting").count() == len(people) - 3 + 2 - PLACES - 2
    assert set(lists(event)["cancelled"]) == {person.given_name for person in confirmed[:3]}


@pytest.mark.django_db(transaction=True)
def test_capacity_lowered_while_people_register_never_overbooks():
    cast = create_cast()
    event = propose(cast.amina, make_space(cast, "open"), capacity=3)
    come(event, cast.bruno, cast.chloe)
    errors = at_once(
        lambda: edit(cast.amina, event, capacity=2),
        *(
            lambda person=person: registrations.register(by=person, event=event, at=NOW)
            for person in (cast.david, cast.esther, cast.farid)
        ),
    )
    event = Event.objects.get()
    confirmed = EventRegistration.objects.filter(event=event, state="confirmed").count()
    assert all(type(error).__name__ == "CapacityTooLow" for error in errors)
    assert event.capacity in (2, 3)
    assert event.confirmed_count == confirmed == event.capacity
    assert event.waiting_count == 5 - confirmed
