"""Notices about events. A place, a change and a cancellation always arrive: somebody counts on them."""

from django.utils.translation import gettext_lazy as _

from activity.models import Notification
from activity.queries.notification_kinds import Fact
from activity.rules.ics import Appointment
from community.enums import EventState, RegistrationState
from community.models import Event
from community.notifications.kinds import INSIDE, declare
from community.queries import events, registrations
from community.queries.passages import of_texts

_GROUP = _("Événements")
_REGISTERED = _("Vous êtes sur la liste de cet événement.")
_FOLLOWS = _("Vous suivez cet événement.")
_OWN = _("Il s’agit de votre inscription.")
_ORGANISER = _("Vous organisez cet événement.")


def _seen(notice: Notification) -> tuple[Event, str] | None:
    """The event as it stands now, and the state of the reader's registration; None when it is not open to them."""
    event = events.visible_to(notice.person).filter(pk=notice.object_id or 0).first()
    if event is None:
        return None
    own = registrations.own(event, notice.person)
    return event, own.state if own else ""


def _appointment(notice: Notification) -> Appointment | None:
    """What the mail puts into its reader's agenda, or takes out of it: a place that was refused leaves it. Who only follows
    the event finds nothing there."""
    seen = _seen(notice)
    if seen is None:
        return None
    event, own_state = seen
    organises = event.organiser_id == notice.person_id
    if not organises and own_state not in (*registrations.LIVING, RegistrationState.DECLINED):
        return None
    return events.appointment(event, own_state=own_state or None, manages=organises)


def _facts(notice: Notification) -> list[Fact]:
    """When, where, by which link: what one looks for in the mail of the last hour."""
    seen = _seen(notice)
    if seen is None or seen[0].state != EventState.PUBLISHED or seen[1] == RegistrationState.DECLINED:
        return []
    event, own_state = seen
    inside = own_state == RegistrationState.CONFIRMED or event.organiser_id == notice.person_id
    link = event.online_url if inside else ""
    found = [
        Fact(_("Quand"), events.when_words(event)),
        Fact(_("Lieu"), event.place),
        Fact(_("En ligne"), link, link),
        Fact(_("Accessibilité"), event.accessibility),
    ]
    return [fact for fact in found if fact.text]


declare(
    "event_new", _("Nouvel événement dans ce que je suis"), order=60, icon="calendar-plus", specificity=20,
    group=_GROUP, channels=INSIDE, passages=of_texts,
    reasons={
        "competency": _("Vous suivez une compétence de cet événement."),
        "topic": _("Vous suivez une étiquette de cet événement."),
        "person": _("Vous suivez la personne qui l’organise."),
        "space": _("Vous suivez cet espace."),
    },
)  # fmt: skip
declare(
    "event_registered", _("Mon inscription est enregistrée"), order=61, icon="calendar-check", specificity=50,
    group=_GROUP, appointment=_appointment, facts=_facts, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_answered", _("On répond à ma demande d’inscription"), order=62, icon="calendar-check", specificity=70,
    group=_GROUP, always=True, appointment=_appointment, facts=_facts, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_promoted", _("Une place se libère pour moi"), order=63, icon="calendar-check", specificity=80,
    group=_GROUP, always=True, appointment=_appointment, facts=_facts, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_moved", _("Ma place passe à la liste d’attente"), order=64, icon="hourglass", specificity=80,
    group=_GROUP, always=True, appointment=_appointment, facts=_facts, reasons={"own": _OWN},
)  # fmt: skip
declare(
    "event_changed", _("L’heure ou le lieu d’un événement change"), order=65, icon="calendar-clock", specificity=70,
    group=_GROUP, always=True, appointment=_appointment, facts=_facts,
    reasons={"registered": _REGISTERED, "follows": _FOLLOWS},
)  # fmt: skip
declare(
    "event_cancelled", _("Un événement est annulé"), order=66, icon="calendar-x", specificity=90,
    group=_GROUP, always=True, appointment=_appointment, reasons={"registered": _REGISTERED, "follows": _FOLLOWS},
)  # fmt: skip
declare(
    "event_reminder", _("Rappel d’un événement, la veille et une heure avant"), order=67, icon="bell-ring", specificity=60,
    group=_GROUP, facts=_facts, reasons={"registered": _REGISTERED, "organiser": _ORGANISER},
)  # fmt: skip
declare(
    "event_recap", _("Enregistrement ou compte rendu d’un événement"), order=68, icon="video", specificity=40,
    group=_GROUP, channels=INSIDE, passages=of_texts, reasons={"registered": _REGISTERED, "follows": _FOLLOWS},
)  # fmt: skip
declare(
    "event_requested", _("On demande une place à mon événement"), order=69, icon="user-plus", specificity=60,
    group=_GROUP, reasons={"organiser": _ORGANISER},
)  # fmt: skip
