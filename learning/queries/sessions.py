"""Sessions as people see them: one page, those to come of a course, a trainer's own, an appointment for an agenda."""

import datetime as dt
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.rules.ics import Appointment, Status
from core.templatetags.formatting import clock, day
from learning.enums import EnrolmentState, SessionMode, SessionState
from learning.models import Course, Meeting, Session
from learning.rules.planning import Interval, clash
from people.models import Person

OPEN = (SessionState.PLANNED, SessionState.SURE)


def visible_to(person: Person | None) -> QuerySet[Session]:
    """Sessions of courses that the person may see, those on whose lists they stand, and those they give."""
    if person is None:
        return Session.objects.none()
    mine = Q(enrolments__person=person) | Q(trainers=person) | Q(course__trainers=person)
    seen = Session.objects.filter(Q(course__in=Course.objects.visible_to(person)) | mine).values("pk")
    return Session.objects.filter(pk__in=seen).select_related("course__provider")


def to_come(course: Course, *, at: dt.datetime, limit: int = 20) -> list[Session]:
    """The next open sessions of a course, the soonest first, with their meetings."""
    rows = Session.objects.filter(course=course, state__in=OPEN, starts_at__gt=at).order_by("starts_at", "pk")
    return list(rows.prefetch_related("meetings")[:limit])


def given_by(person: Person) -> QuerySet[Session]:
    """Sessions that the person runs."""
    mine = Session.objects.filter(Q(trainers=person) | Q(course__trainers=person)).values("pk")
    return Session.objects.filter(pk__in=mine).select_related("course")


def given_at_the_same_time(
    trainers: Sequence[Person], hours: Iterable[Interval], *, but: int | None
) -> list[tuple[Person, Meeting]]:
    """Of these trainers, who gives another session at one of these hours, and which meeting of it."""
    mine = sorted(hours)
    if not trainers or not mine:
        return []
    rows = Meeting.objects.filter(
        session__state__in=OPEN, session__trainers__in=trainers, starts_at__lt=max(one.ends_at for one in mine),
        ends_at__gt=mine[0].starts_at,
    )  # fmt: skip
    rows = rows.exclude(session=but).select_related("session__course").annotate(trainer=F("session__trainers"))
    by_pk = {one.pk: one for one in trainers}
    return [
        (by_pk[meeting.trainer], meeting)
        for meeting in rows
        if clash(mine, [Interval(meeting.starts_at, meeting.ends_at)]) is not None
    ]


def when_words(meetings: Iterable[Meeting]) -> str:
    """« mardi 1er décembre 2026, de 9 h à 12 h », or « 3 rencontres, du 1er au 15 décembre 2026 »."""
    found = list(meetings)
    if not found:
        return ""
    first, last = found[0], found[-1]
    if len(found) == 1:
        return meeting_words(first)
    words = ngettext("%(count)d rencontre, du %(first)s au %(last)s", "%(count)d rencontres, du %(first)s au %(last)s", 2)
    return words % {
        "count": len(found),
        "first": day(timezone.localdate(first.starts_at), year=False),
        "last": day(timezone.localdate(last.starts_at)),
    }


def meeting_words(meeting: Meeting) -> str:
    """« mardi 1er décembre 2026, de 9 h à 12 h »."""
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    values = {"day": day(timezone.localdate(meeting.starts_at), weekday=True), "start": clock(begins), "end": clock(ends)}
    return _("%(day)s, de %(start)s à %(end)s") % values


def seats_words(session: Session) -> str:
    """« 4 places libres », « Complet, 6 en attente »."""
    if session.waiting and session.left:
        words = ngettext("%(count)d place se libère", "%(count)d places se libèrent", session.left)
        return words % {"count": session.left}
    if session.left:
        return ngettext("%(count)d place libre", "%(count)d places libres", session.left) % {"count": session.left}
    if session.waiting:
        return _("Complet, %(count)d en attente") % {"count": session.waiting}
    return _("Complet")


def appointments_of(session: Session, *, own_state: str, moved_at: dt.datetime | None = None) -> list[Appointment]:
    """One entry per meeting. The link only for who has a seat; `own_state` empty: who gives the session."""
    meetings = list(session.meetings.all())
    return [
        _appointment(session, meeting, number, len(meetings), own_state, moved_at)
        for number, meeting in enumerate(meetings, start=1)
    ]


def _appointment(
    session: Session, meeting: Meeting, number: int, of: int, own_state: str, moved_at: dt.datetime | None
) -> Appointment:
    page_url = f"{settings.PUBLIC_URL.rstrip('/')}{session.get_absolute_url()}"
    inside = own_state in ("", EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED)
    off = session.state == SessionState.CANCELLED
    title = f"{session.course.title} ({number}/{of})" if of > 1 else session.course.title
    changed = max(session.changed_at, moved_at or session.changed_at)
    return Appointment(
        uid=f"seance-{session.uid}-{number}@maillage",
        sequence=session.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        created_at=session.created_at,
        changed_at=changed,
        title=_("Annulé\xa0: %(title)s") % {"title": title} if off else title,
        url=page_url,
        organiser=session.course.provider.name,
        contact=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        status=_status(session, own_state),
        place=session.place or (_("En ligne") if session.mode == SessionMode.ONLINE else ""),
        description="\n\n".join(part for part in _description(session, own_state, inside, page_url) if part),
    )


def _status(session: Session, own_state: str) -> Status:
    over = (EnrolmentState.CANCELLED, EnrolmentState.REFUSED, EnrolmentState.LAPSED)
    if session.state == SessionState.CANCELLED or own_state in over:
        return "CANCELLED"
    waits = (EnrolmentState.WAITING, EnrolmentState.REQUESTED, EnrolmentState.OFFERED)
    return "TENTATIVE" if own_state in waits else "CONFIRMED"


def _description(session: Session, own_state: str, inside: bool, page_url: str) -> list[str]:
    said: dict[str, Any] = {
        EnrolmentState.WAITING: _("Vous êtes sur la liste d’attente."),
        EnrolmentState.REQUESTED: _("Votre demande attend une réponse."),
        EnrolmentState.OFFERED: _("Une place vous est offerte\xa0: acceptez-la ou déclinez-la."),
    }
    link = session.online_url if inside and session.is_open else ""
    return [
        session.cancelled_reason if session.state == SessionState.CANCELLED else "",
        said.get(own_state, ""),
        session.course.summary,
        _("Lien de participation\xa0: %(url)s") % {"url": link} if link else "",
        _("Accessibilité\xa0: %(words)s") % {"words": session.accessibility} if session.accessibility else "",
        page_url,
    ]
