"""What this app brings to the pages of people: what is coming, people to follow, personal data, how long it is kept."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.actions import personal_data
from activity.actions.collections import erase_collections
from activity.queries import calendar, collections
from activity.queries import personal_data as rows
from activity.queries.subscriptions import level_of
from activity.queries.targets import TargetCard, sign, target_kinds
from people.models import Person
from people.queries.persons import findable
from people.queries.registries import (
    DataExporter,
    Place,
    RetentionRule,
    data_exporters,
    home_panels,
    profile_panels,
    retention_rules,
)


@home_panels.register_class
class Upcoming:
    """« À venir »: hidden while nothing is."""

    key, order, place = "a-venir", 60, "aside"
    kept_seconds = 60
    template = "activity/panels/upcoming.html"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        entries = calendar.upcoming(person, after=at)
        return {"entries": entries} if entries else None


@profile_panels.register_class
class FollowPerson:
    """On another member's profile: follow, or hear nothing of what they write."""

    key, order, part, default_visibility = "suivre", 5, "", "network"
    place: Place = "aside"
    label = _("Suivre")
    template = "activity/panels/follow_person.html"

    def context(self, person: Person, viewer: Person, at: dt.datetime) -> dict[str, Any] | None:
        if person.pk == viewer.pk:
            return None
        level = level_of(viewer, person)
        return {"token": sign(person, viewer), "level": level.value if level else None, "back": person.get_absolute_url()}


@target_kinds.register_class
class FollowedPerson:
    key, order, icon = "people.person", 30, "user-round"
    label = _("Personnes")

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        people = findable(viewer).filter(pk__in=ids).select_related("organisation")
        return {one.pk: TargetCard(one.name, one.get_absolute_url(), one.organisation.acronym) for one in people}


for _exporter in (
    DataExporter(
        key="notifications",
        order=70,
        label=_("Notifications"),
        export=rows.notification_rows,
        erase=personal_data.erase_notifications,
    ),
    DataExporter(
        key="preferences-notifications",
        order=71,
        label=_("Préférences de notification"),
        export=rows.preference_rows,
        erase=personal_data.erase_preferences,
    ),
    DataExporter(
        key="reglages-notifications",
        order=71,
        label=_("Réglages des notifications"),
        export=rows.settings_rows,
        erase=personal_data.erase_settings,
    ),
    DataExporter(key="envois", order=71, label=_("Courriels prévus et envoyés"), export=rows.delivery_rows),
    DataExporter(
        key="abonnements",
        order=72,
        label=_("Abonnements"),
        export=rows.subscription_rows,
        erase=personal_data.erase_subscriptions,
    ),
    DataExporter(
        key="collections-signets",
        order=74,
        label=_("Collections de signets"),
        export=collections.collection_rows,
        erase=erase_collections,
    ),
    DataExporter(
        key="signets", order=73, label=_("Signets"), export=rows.bookmark_rows, erase=personal_data.erase_bookmarks
    ),
    DataExporter(
        key="calendrier",
        order=74,
        label=_("Adresses de calendrier"),
        export=rows.calendar_rows,
        erase=personal_data.erase_calendar_tokens,
    ),
):
    data_exporters.register(_exporter)

retention_rules.register(
    RetentionRule(
        key="notifications-lues",
        order=70,
        label=_("Notifications lues, et courriels"),
        keeps=_("180 jours après la lecture, ou après un récapitulatif"),
        apply=personal_data.forget_read_notifications,
    )
)
retention_rules.register(
    RetentionRule(
        key="calendrier",
        order=71,
        label=_("Adresses de calendrier fermées"),
        keeps=_("30 jours après la fermeture"),
        apply=personal_data.forget_closed_addresses,
    )
)
