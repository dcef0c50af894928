"""Spaces, threads and replies in numbers, written directly (actions are tested by themselves)."""

import factory

from community.enums import SpaceAccess, ThreadKind
from community.models import Reply, Space, Thread
from people.enums import AudienceKind
from people.models import Audience
from tests.cast import NOW
from tests.factories.people import PersonFactory


class SpaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Space

    name = factory.Sequence(lambda n: f"Espace {n}")
    slug = factory.Sequence(lambda n: f"espace-{n}")
    access = SpaceAccess.OPEN
    audience = factory.LazyFunction(lambda: Audience.objects.get(kind=AudienceKind.NETWORK))
    created_at = NOW
    last_activity_at = NOW


class ThreadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Thread

    space = factory.SubFactory(SpaceFactory)
    author = factory.SubFactory(PersonFactory)
    kind = ThreadKind.DISCUSSION
    title = factory.Sequence(lambda n: f"Fil {n}")
    body = "Texte du fil."
    body_html = "<p>Texte du fil.</p>"
    excerpt = "Texte du fil."
    created_at = NOW
    last_activity_at = NOW


class ReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reply

    thread = factory.SubFactory(ThreadFactory)
    author = factory.SubFactory(PersonFactory)
    body = "Réponse."
    body_html = "<p>Réponse.</p>"
    created_at = NOW
