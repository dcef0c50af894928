"""Lines, notices and kinds for tests of the activity app."""

import datetime as dt
from typing import Any

import factory

from activity.actions import feed
from activity.enums import Channel
from activity.models import FeedLine, Notification
from activity.queries.feed import Line
from activity.queries.feed_kinds import Mark
from activity.queries.targets import TargetCard
from people.models import Organisation, Person
from people.queries.audiences import network_audience_id
from tests.cast import NOW
from tests.factories.people import PersonFactory


class NotificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notification

    person = factory.SubFactory(PersonFactory)
    actor = factory.SubFactory(PersonFactory)
    kind = "test-reply"
    reason = "following"
    event_key = factory.Sequence(lambda n: f"fait:{n}")
    url = "/membres/1/"
    created_at = NOW


class ReplyKind:
    """A kind of notice as an app above registers one."""

    key, order, label, group, icon = "test-reply", 10, "Réponses", "Communauté", "bell"
    specificity, channels, always = 10, (Channel.IN_APP,), False
    reasons = {"following": "Vous suivez ce fil.", "named": "On vous nomme."}
    template = "activity/notices/plain.html"


class MentionKind(ReplyKind):
    key, label, specificity = "test-mention", "Mentions", 20


class AnswerKind(ReplyKind):
    key, label, specificity, always = "test-answer", "Réponses à vos demandes", 30, True


class LineKind:
    """A kind of feed line that needs no other table: its things are organisations."""

    key, order, label, template = "test-line", 10, "Essais", "components/feed_card.html"

    def load(self, lines: list[Line], viewer: Person) -> dict[int, dict[str, Any]]:
        names = dict(Organisation.objects.filter(pk__in=[line.object_id for line in lines]).values_list("pk", "name"))
        return {
            line.id: {"title": names[line.object_id], "url": f"/o/{line.object_id}/", "at": line.at}
            for line in lines
            if line.object_id in names
        }

    def marks(self, lines: list[Line], viewer: Person) -> dict[int, Mark]:
        return {}


class OrganisationTarget:
    """Organisations as something to follow; « Secret » is seen by nobody."""

    key, order, label, icon = "people.organisation", 90, "Organismes", "building"

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        rows = Organisation.objects.filter(pk__in=ids).exclude(name="Secret")
        return {row.pk: TargetCard(row.name, f"/o/{row.pk}/") for row in rows}


def line_of(obj: Any, *, at: dt.datetime = NOW, audience_id: int | None = None, **values: Any) -> FeedLine:
    """A recorded line with the plain choices of a test."""
    values = {"kind": "test-line", "container": None, "actor": None, "sources": [], "topic_ids": []} | values
    return feed.record_line(obj=obj, audience_id=audience_id or network_audience_id(), at=at, **values)
