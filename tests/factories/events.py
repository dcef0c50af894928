"""Events and registrations in numbers, written directly (actions are tested by themselves)."""

import datetime as dt

import factory

from community.enums import EventState, RegistrationState
from community.models import Event, EventRegistration
from tests.cast import NOW
from tests.factories.community import SpaceFactory
from tests.factories.people import PersonFactory


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event

    space = factory.SubFactory(SpaceFactory)
    organiser = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"Atelier {n}")
    state = EventState.PUBLISHED
    starts_at = NOW + dt.timedelta(days=3)
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + dt.timedelta(hours=1))
    created_at = NOW
    changed_at = NOW


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventRegistration

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    state = RegistrationState.CONFIRMED
    queued_at = NOW
