"""Notices of seats and sessions. A place, a change and a cancellation always arrive: somebody counts on them. Sent by
subscribers/enrolments.py."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from activity.queries.notification_kinds import Fact, Passage
from activity.rules.ics import Appointment
from learning.enums import AskedOf, EnrolmentState
from learning.models import Enrolment, Session, SessionMessage
from learning.notifications.kinds import LearningKind, register
from learning.queries import sessions
from people.models import Person

if TYPE_CHECKING:
    from activity.models import Notification

_GROUP = _("Formations")
_OWN = {"own": _("Il s’agit de votre inscription.")}
_TRAINER = {"trainer": _("Vous donnez cette séance.")}
_LISTED = {"registered": _("Vous êtes sur la liste de cette séance."), **_TRAINER}
_ASKED = {
    AskedOf.MANAGER.value: _(
        "Cette personne relève de vous, et la formation demande l’approbation de sa ou son gestionnaire."
    ),
    AskedOf.LEAD.value: _("Vous êtes responsable sectorielle ou sectoriel de son organisation."),
    AskedOf.TEAM.value: _("Personne d’autre ne peut répondre\xa0: la demande vient à l’équipe stratégique."),
}
INSIDE = (EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED)


def _seen(notice: "Notification") -> tuple[Session, str | None] | None:
    """The session as it stands now, and the state of the reader's newest enrolment; None of it when there is none."""
    session = sessions.visible_to(notice.person).filter(pk=notice.object_id or 0).first()
    if session is None:
        return None
    own = Enrolment.objects.filter(session=session, person=notice.person).order_by("-requested_at", "-pk").first()
    return session, own.state if own else None


class SeatKind(LearningKind):
    """Its mail says when and where, and carries the meetings for the reader's agenda, or takes them out of it."""

    def facts(self, notice: "Notification") -> list[Fact]:
        seen = _seen(notice)
        if seen is None or not seen[0].is_open:
            return []
        session, own_state = seen
        meetings = list(session.meetings.all())
        inside = own_state in INSIDE or own_state is None
        link = session.online_url if inside else ""
        found = [
            *(Fact(_("Quand"), sessions.meeting_words(one)) for one in meetings[:6]),
            Fact(_("Lieu"), session.place),
            Fact(_("En ligne"), link, link),
            Fact(_("Accessibilité"), session.accessibility),
        ]
        return [fact for fact in found if fact.text]

    def appointments(self, notice: "Notification") -> list[Appointment]:
        seen = _seen(notice)
        if seen is None or seen[1] is None:
            return []
        return sessions.appointments_of(seen[0], own_state=seen[1])


class AskedKind(LearningKind):
    """Its mail says why the person asks, to whom decides on it while it is open."""

    def passages(self, notices: "Sequence[Notification]", viewer: Person) -> dict[int, Passage]:
        numbers = {one.pk: one.url.rstrip("/").rpartition("/")[2] for one in notices}
        rows = Enrolment.objects.filter(pk__in=[int(n) for n in numbers.values() if n.isdigit()])
        open_ones = {str(row.pk): row.why for row in rows.filter(state=EnrolmentState.REQUESTED)}
        return {pk: Passage(open_ones[number]) for pk, number in numbers.items() if number in open_ones}


class MessageKind(LearningKind):
    """Its mail quotes the words of the trainer."""

    def passages(self, notices: "Sequence[Notification]", viewer: Person) -> dict[int, Passage]:
        numbers = {one.pk: one.data.get("message") for one in notices}
        rows = SessionMessage.objects.filter(pk__in=[number for number in numbers.values() if number])
        found = dict(rows.values_list("pk", "body"))
        return {pk: Passage(found[number]) for pk, number in numbers.items() if number in found}


register(
    AskedKind, "seat_requested", _("On me demande d’approuver une inscription"), order=100, icon="clipboard-check",
    specificity=90, group=_GROUP, always=True, reasons=_ASKED,
)  # fmt: skip
register(
    SeatKind, "seat_registered", _("Ma place ou mon attente est enregistrée"), order=101, icon="calendar-check",
    specificity=50, group=_GROUP, reasons=_OWN,
)  # fmt: skip
register(
    SeatKind, "seat_decided", _("On répond à ma demande d’inscription à une formation"), order=102, icon="calendar-check",
    specificity=80, group=_GROUP, always=True, reasons=_OWN,
)  # fmt: skip
register(
    SeatKind, "seat_offered", _("Une place se libère pour moi à une formation"), order=103, icon="ticket", specificity=90,
    group=_GROUP, always=True, reasons=_OWN,
)  # fmt: skip
register(
    SeatKind, "seat_lapsed", _("Une place offerte ou attendue n’est plus à moi"), order=104, icon="hourglass",
    specificity=80, group=_GROUP, always=True, reasons=_OWN,
)  # fmt: skip
register(
    SeatKind, "seat_removed", _("On me retire d’une séance"), order=105, icon="calendar-x", specificity=90, group=_GROUP,
    always=True, reasons=_OWN,
)  # fmt: skip
register(
    SeatKind, "seat_changed", _("L’heure, le lieu ou le lien d’une séance change"), order=106, icon="calendar-clock",
    specificity=80, group=_GROUP, always=True, reasons=_LISTED,
)  # fmt: skip
register(
    SeatKind, "seat_cancelled", _("Une séance est annulée"), order=107, icon="calendar-x", specificity=90, group=_GROUP,
    always=True, reasons=_LISTED,
)  # fmt: skip
register(
    SeatKind, "seat_sure", _("Une séance aura lieu"), order=108, icon="calendar-check", specificity=50, group=_GROUP,
    reasons=_LISTED,
)  # fmt: skip
register(
    SeatKind, "seat_reminder", _("Rappel d’une séance, deux jours avant"), order=109, icon="bell-ring", specificity=60,
    group=_GROUP, reasons=_LISTED,
)  # fmt: skip
register(
    LearningKind, "seat_attendance", _("Ma présence à une séance est notée"), order=110, icon="clipboard-check",
    specificity=50, group=_GROUP, reasons=_OWN,
)  # fmt: skip
register(
    MessageKind, "seat_message", _("Message des responsables d’une séance"), order=111, icon="message-square",
    specificity=70, group=_GROUP, reasons=_LISTED,
)  # fmt: skip
register(
    LearningKind, "seat_given_back", _("Une place de ma séance est rendue à la dernière minute"), order=112,
    icon="user-minus", specificity=60, group=_GROUP, reasons=_TRAINER,
)  # fmt: skip
