"""Notices about events. A place, a change and a cancellation always arrive: somebody counts on them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.models import Notification
from activity.queries.notification_kinds import notification_kinds
from activity.rules.ics import Appointment
from community.notifications.kinds import BOTH, INSIDE, CommunityKind
from community.queries import events, registrations

_GROUP = _("Événements")
_REGISTERED = _("Vous êtes sur la liste de cet événement.")
_FOLLOWS = _("Vous suivez cet événement.")
_OWN = _("Il s’agit de votre inscription.")
_ORGANISER = _("Vous organisez cet événement.")


def _appointment(notice: Notification) -> Appointment | None:
    """What the mail puts into its reader's agenda: the event as it stands now, and as the reader may see it."""
    event = events.visible_to(notice.person).filter(pk=notice.object_id or 0).first()
    if event is None:
        return None
    own = registrations.own(event, notice.person)
    return events.appointment(event, own_state=own.state if own else None)


def _register(
    template: str, order: int, label: Any, icon: str, specificity: int, reasons: dict[str, Any], **more: Any
) -> None:
    """The key of the kind is the name of its template."""
    values: dict[str, Any] = {"channels": BOTH} | more
    key = template.rpartition("/")[2].removesuffix(".html")
    notification_kinds.register(
        CommunityKind(
            key=f"community.{key}",
            order=order,
            label=label,
            icon=icon,
            specificity=specificity,
            template=template,
            reasons=reasons,
            group=_GROUP,
            **values,
        )
    )


_register(
    "community/notifications/event_new.html",
    60,
    _("Nouvel événement dans un espace que je suis en direct"),
    "calendar-plus",
    20,
    {"space": _("Vous suivez cet espace en direct.")},
    channels=INSIDE,
)
_register(
    "community/notifications/event_registered.html",
    61,
    _("Mon inscription est enregistrée"),
    "calendar-check",
    50,
    {"own": _OWN},
    appointment=_appointment,
)
_register(
    "community/notifications/event_answered.html",
    62,
    _("On répond à ma demande d’inscription"),
    "calendar-check",
    70,
    {"own": _OWN},
    always=True,
    appointment=_appointment,
)
_register(
    "community/notifications/event_promoted.html",
    63,
    _("Une place se libère pour moi"),
    "calendar-check",
    80,
    {"own": _OWN},
    always=True,
    appointment=_appointment,
)
_register(
    "community/notifications/event_moved.html",
    64,
    _("Ma place passe à la liste d’attente"),
    "hourglass",
    80,
    {"own": _OWN},
    always=True,
    appointment=_appointment,
)
_register(
    "community/notifications/event_changed.html",
    65,
    _("L’heure ou le lieu d’un événement change"),
    "calendar-clock",
    70,
    {"registered": _REGISTERED, "follows": _FOLLOWS},
    always=True,
    appointment=_appointment,
)
_register(
    "community/notifications/event_cancelled.html",
    66,
    _("Un événement est annulé"),
    "calendar-x",
    90,
    {"registered": _REGISTERED, "follows": _FOLLOWS},
    always=True,
    appointment=_appointment,
)
_register(
    "community/notifications/event_reminder.html",
    67,
    _("Rappel d’un événement, la veille et une heure avant"),
    "bell-ring",
    60,
    {"registered": _REGISTERED, "organiser": _ORGANISER},
)
_register(
    "community/notifications/event_recap.html",
    68,
    _("Enregistrement ou compte rendu d’un événement"),
    "video",
    40,
    {"registered": _REGISTERED, "follows": _FOLLOWS},
    channels=INSIDE,
)
_register(
    "community/notifications/event_requested.html",
    69,
    _("On demande une place à mon événement"),
    "user-plus",
    60,
    {"organiser": _ORGANISER},
)
