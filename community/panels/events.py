"""How events show in the feed, what is followed of them, where they hang, and what of them is personal data."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activity.queries.feed import Line
from activity.queries.feed_kinds import Mark, feed_kinds
from activity.queries.targets import TargetCard, target_kinds
from community.actions import erasure, registrations, retention
from community.models import Event
from community.queries import events as event_queries
from community.queries.registrations import registration_rows
from competencies.models import Competency, Topic
from competencies.queries.attachments import Attached, competency_panels, topic_panels
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules

SHOWN = 5


@feed_kinds.register_class
class EventLines:
    key, order, label = "event", 40, _("Événements")
    template = "community/activity/event_card.html"

    def load(self, lines: Sequence[Line], viewer: Person) -> dict[int, dict[str, Any]]:
        return event_queries.feed_cards({line.object_id: line.id for line in lines})

    def marks(self, lines: Sequence[Line], viewer: Person) -> dict[int, Mark]:
        """An event is not read or unread: one comes or not."""
        return {}


@target_kinds.register_class
class EventTarget:
    key, order, icon = "community.event", 15, "calendar"
    label = _("Événements")

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = Event.objects.visible_to(viewer).filter(pk__in=ids).select_related("space")
        return {one.pk: TargetCard(one.title, one.get_absolute_url(), one.space.name) for one in found}


class EventsPanel:
    key, order, icon = "events", 35, "calendar"
    label = _("Événements à venir")
    empty = _("Les événements qui s’y rapportent paraîtront ici.")
    template = "community/panels/about_events.html"

    def __init__(self, field: str) -> None:
        self.field = field

    def load(self, target: Competency | Topic, viewer: Person, at: dt.datetime) -> Attached:
        return Attached(rows=event_queries.upcoming_about(self.field, target, viewer, at, SHOWN))


competency_panels.register(EventsPanel("competencies"))
topic_panels.register(EventsPanel("topics"))


def _forget_registrations(person: Person) -> int:
    return registrations.forget_person(person=person, at=timezone.now())


def _forget_in_texts(person: Person) -> int:
    return erasure.forget_in_events(person=person)


data_exporters.register(
    DataExporter(
        key="community-registrations",
        order=56,
        label=_("Inscriptions à des événements"),
        export=registration_rows,
        erase=_forget_registrations,
    )
)
data_exporters.register(
    DataExporter(
        key="community-events",
        order=57,
        label=_("Événements que j’organise"),
        export=event_queries.organised_rows,
        erase=_forget_in_texts,
    )
)
retention_rules.register(
    RetentionRule(
        key="community-event-notes",
        order=52,
        label=_("Mots à l’organisation d’un événement"),
        keeps=_("six mois après l’événement"),
        apply=retention.forget_event_notes,
    )
)
