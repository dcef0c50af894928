"""What this app knows of one member, as flat rows for « Télécharger mes données ». The columns are French words."""

from typing import Any

from activity.models import Bookmark, CalendarToken, Delivery, Notification, NotificationSettings, Preference, Subscription
from activity.queries.notification_kinds import notification_kinds
from activity.queries.targets import Ref, cards_of
from people.models import Person

Rows = list[dict[str, Any]]


def notification_rows(person: Person) -> Rows:
    notices = Notification.objects.filter(person=person).select_related("actor").order_by("-created_at", "-pk")
    return [
        {
            "genre": _label_of(notice.kind),
            "raison": notice.reason,
            "de": notice.actor.name if notice.actor else "",
            "adresse": notice.url,
            "le": notice.created_at.isoformat(),
            "lue le": notice.read_at.isoformat() if notice.read_at else "",
        }
        for notice in notices.iterator(chunk_size=2000)
    ]


def _label_of(kind: str) -> str:
    entry = notification_kinds.get(kind)
    return str(entry.label) if entry else kind


def preference_rows(person: Person) -> Rows:
    choices = Preference.objects.filter(person=person).order_by("kind", "channel")
    return [
        {
            "genre": _label_of(choice.kind),
            "par": choice.get_channel_display(),
            "voulue": choice.wanted,
            "rythme": str(choice.get_cadence_display()) if choice.cadence else "",
        }
        for choice in choices
    ]


def settings_rows(person: Person) -> Rows:
    row = NotificationSettings.objects.filter(person=person).values().first()
    return [{_SETTINGS[name]: _plain(value) for name, value in row.items() if name in _SETTINGS}] if row else []


_SETTINGS = {
    "in_app": "cloche",
    "email": "courriels",
    "digest_on": "récapitulatifs",
    "digest": "rythme",
    "digest_hour": "heure du récapitulatif",
    "digest_weekday": "jour du récapitulatif (0 : lundi)",
    "quiet_from": "heures calmes de",
    "quiet_to": "heures calmes à",
    "quiet_weekends": "fins de semaine calmes",
    "paused_until": "pause jusqu’au",
    "refused_address": "adresse refusée",
}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def delivery_rows(person: Person) -> Rows:
    """The ledger of mails."""
    rows = Delivery.objects.filter(person=person).select_related("notification").order_by("-pk")
    return [
        {
            "genre": _label_of(row.notification.kind),
            "adresse": row.notification.url,
            "rythme": str(row.get_cadence_display()),
            "prévu le": row.due_at.isoformat(),
            "état": str(row.get_state_display()),
            "raison": str(row.get_why_display()) if row.why else row.error,
            "réglé le": row.settled_at.isoformat() if row.settled_at else "",
        }
        for row in rows.iterator(chunk_size=2000)
    ]


def subscription_rows(person: Person) -> Rows:
    rows = list(Subscription.objects.filter(person=person).order_by("-created_at", "-pk"))
    cards = cards_of([Ref(row.content_type_id, row.object_id) for row in rows], person)
    return [{**_thing(row, cards), "niveau": row.get_level_display(), "depuis": row.created_at.isoformat()} for row in rows]


def bookmark_rows(person: Person) -> Rows:
    rows = list(Bookmark.objects.filter(person=person).select_related("collection").order_by("-created_at", "-pk"))
    cards = cards_of([Ref(row.content_type_id, row.object_id) for row in rows], person)
    return [
        {
            **_thing(row, cards),
            "gardé le": row.created_at.isoformat(),
            "collection": row.collection.name if row.collection else "",
            "note": row.note,
            "rappel": row.remind_at.isoformat() if row.remind_at else "",
        }
        for row in rows
    ]


def _thing(row: Subscription | Bookmark, cards: dict[Ref, Any]) -> dict[str, Any]:
    """Its words and address while the person may see it; its number alone otherwise."""
    ref = Ref(row.content_type_id, row.object_id)
    card = cards.get(ref)
    return {"chose": card.label if card else f"{ref.key} {ref.object_id}", "adresse": card.url if card else ""}


def calendar_rows(person: Person) -> Rows:
    """When addresses were made and closed; the addresses themselves are kept nowhere."""
    rows = CalendarToken.objects.filter(person=person).order_by("-created_at", "-pk")
    return [
        {"créée le": row.created_at.isoformat(), "fermée le": row.revoked_at.isoformat() if row.revoked_at else ""}
        for row in rows
    ]
