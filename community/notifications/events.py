"""Notices about events. A place, a change and a cancellation always arrive: somebody counts on them."""

from django.utils.translation import gettext_lazy as _

from activity.models import Notification
from activity.rules.ics import Appointment
from community.notifications.kinds import INSIDE, declare
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


declare(
    "event_new", _("Nouvel événement dans un espace que je suis en direct"), order=60, icon="calendar-plus", specificity=20,
    group=_GROUP, channels=INSIDE, reasons={"space": _("Vous suivez cet espace en direct.")},
)  # fmt: skip
declare(
    "event_registered", _("Mon inscription est enregistrée"), order=61, icon="calendar-check", specificity=50,
    group=_GROUP, appointment=_appointment, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_answered", _("On répond à ma demande d’inscription"), order=62, icon="calendar-check", specificity=70,
    group=_GROUP, always=True, appointment=_appointment, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_promoted", _("Une place se libère pour moi"), order=63, icon="calendar-check", specificity=80,
    group=_GROUP, always=True, appointment=_appointment, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_moved", _("Ma place passe à la liste d’attente"), order=64, icon="hourglass", specificity=80,
    group=_GROUP, always=True, appointment=_appointment, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_changed", _("L’heure ou le lieu d’un événement change"), order=65, icon="calendar-clock", specificity=70,
    group=_GROUP, always=True, appointment=_appointment, reasons={"registered": _REGISTERED, "follows": _FOLLOWS},
)  # fmt: skip
declare(
    "event_cancelled", _("Un événement est annulé"), order=66, icon="calendar-x", specificity=90,
    group=_GROUP, always=True, appointment=_appointment, reasons={"registered": _REGISTERED, "follows": _FOLLOWS},
)  # fmt: skip
declare(
    "event_reminder", _("Rappel d’un événement, la veille et une heure avant"), order=67, icon="bell-ring", specificity=60,
    group=_GROUP, reasons={"registered": _REGISTERED, "organiser": _ORGANISER},
)  # fmt: skip
declare(
    "event_recap", _("Enregistrement ou compte rendu d’un événement"), order=68, icon="video", specificity=40,
    group=_GROUP, channels=INSIDE, reasons={"registered": _REGISTERED, "follows": _FOLLOWS},
)  # fmt: skip
declare(
    "event_requested", _("On demande une place à mon événement"), order=69, icon="user-plus", specificity=60,
    group=_GROUP, reasons={"organiser": _ORGANISER},
)  # fmt: skip
