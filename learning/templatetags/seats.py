"""`{% load seats %}`: when a session takes place, what became of a seat, in words."""

import datetime as dt
import decimal
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.templatetags import formatting, pieces
from learning.enums import EnrolmentState, SessionState
from learning.models import Session
from learning.queries import sessions

register = template.Library()
CHANGES: dict[str, Any] = {
    "time": _("la date ou l’heure"),
    "mode": _("la formule"),
    "place": _("le lieu"),
    "online_url": _("le lien de participation"),
    "accessibility": _("l’accessibilité"),
}
LOOKS = {
    EnrolmentState.REQUESTED: "confirm",
    EnrolmentState.CONFIRMED: "success",
    EnrolmentState.WAITING: "info",
    EnrolmentState.OFFERED: "warning",
    EnrolmentState.ATTENDED: "success",
    EnrolmentState.ABSENT: "neutral",
    EnrolmentState.CANCELLED: "neutral",
    EnrolmentState.REFUSED: "danger",
    EnrolmentState.LAPSED: "neutral",
    SessionState.PLANNED: "info",
    SessionState.SURE: "success",
    SessionState.HELD: "neutral",
}


@register.filter
def course_title(data: dict[str, Any]) -> str:
    """The title of the course that a notice carries, in the reader's language."""
    english = (get_language() or "fr").startswith("en")
    return (english and data.get("title_en")) or str(data.get("title", ""))


@register.filter
def from_iso_moment(value: str) -> str:
    """The moment that a notice carries: « mardi 1er décembre 2026, 13 h 30 »; nothing when it carries none."""
    return formatting.moment(dt.datetime.fromisoformat(value)) if value else ""


@register.filter
def changed_words(names: list[str] | None) -> str:
    """« la date ou l’heure, le lieu »."""
    return ", ".join(str(CHANGES[name]) for name in names or [] if name in CHANGES)


@register.simple_tag
def seat_state(row: Any) -> str:
    """The state of an enrolment or of a session as a pill."""
    look = "danger" if isinstance(row, Session) and row.state == SessionState.CANCELLED else LOOKS[row.state]
    return pieces.kind(look, row.get_state_display())


@register.simple_tag
def decision(row: Any) -> str:
    """What was decided on a request. Whether the person came is nothing that whoever decided has to know."""
    if row.state == EnrolmentState.REQUESTED:
        return pieces.kind("confirm", row.get_state_display())
    if row.state == EnrolmentState.REFUSED:
        return pieces.kind("danger", row.get_state_display())
    return pieces.kind("success", str(_("Approuvée"))) if row.decided_at else pieces.kind("neutral", str(_("Close")))


@register.simple_tag
def enrolment_step(entry: Any) -> str:
    """What a line of the log says: the state it led to."""
    return str(EnrolmentState(entry.after).label)


@register.filter
def dollars(cents: int) -> str:
    """« 1 250 $ », « 49,50 $ » of an amount in cents."""
    return formatting.money(decimal.Decimal(cents) / 100, 0 if cents % 100 == 0 else 2)


register.simple_tag(sessions.seats_words, name="seats_left")
register.simple_tag(sessions.when_words, name="session_when")
register.simple_tag(sessions.meeting_words, name="meeting_when")
