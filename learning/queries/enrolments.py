"""Enrolments: a person's own, those on which one decides, the lists of a session."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.pagination import KeyPage, page_by_key
from learning.enums import AskedOf, EnrolmentState
from learning.models import Enrolment, Session
from learning.models.sessions import LIVE
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, holds_network_wide, roles_of
from people.queries.persons import named

ON_A_PAGE = 60
STATE = EnrolmentState
LISTS: dict[str, tuple[str, ...]] = {
    "inscrites": (STATE.CONFIRMED, STATE.OFFERED, STATE.ATTENDED, STATE.ABSENT),
    "attente": (STATE.WAITING,),
    "demandes": (STATE.REQUESTED,),
    "closes": (STATE.CANCELLED, STATE.REFUSED, STATE.LAPSED),
}


def own(person: Person) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(person=person).select_related("session__course__provider")


def own_in(session: Session, person: Person) -> Any:
    """The person's live enrolment in the session, else the newest one, with `rank`; None without one."""
    rows = with_rank(Enrolment.objects.filter(session=session, person=person)).select_related("approver", "organisation")
    found = list(rows.order_by("-requested_at", "-pk"))
    return next((row for row in found if row.state in LIVE), found[0] if found else None)


def with_rank(rows: QuerySet[Enrolment]) -> QuerySet[Any]:
    """`rank`: how many wait before, and this one, by the hour of their request."""
    before = Enrolment.objects.filter(session=OuterRef("session"), state=STATE.WAITING).filter(
        Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lt=OuterRef("pk"))
    )
    number = before.order_by().values("session").annotate(number=Count("pk")).values("number")
    return rows.annotate(rank=Coalesce(Subquery(number), 0) + 1)


def to_come(person: Person, *, at: dt.datetime) -> list[Any]:
    """What one comes to, waits for, asked for, the soonest first, each with `rank` and its meetings."""
    rows = with_rank(own(person).filter(state__in=LIVE, session__ends_at__gt=at))
    return list(rows.prefetch_related("session__meetings").order_by("session__starts_at", "pk")[:200])


def past(person: Person, *, at: dt.datetime, cursor: str | None) -> KeyPage[Enrolment]:
    """The others, the newest request first."""
    rows = own(person).exclude(Q(state__in=LIVE) & Q(session__ends_at__gt=at)).prefetch_related("session__meetings")
    return page_by_key(rows, keys=("-requested_at", "-pk"), cursor=cursor, size=30)


def to_decide(person: Person) -> QuerySet[Enrolment]:
    """Open requests on which the person decides, the oldest first; nobody's own."""
    mine = Q(asked_of=AskedOf.MANAGER, approver=person)
    led = [held.organisation_id for held in roles_of(person) if _in_force(person, held.role, held.organisation_id)]
    if led:
        everywhere = None in led
        mine |= Q(asked_of=AskedOf.LEAD) if everywhere else Q(asked_of=AskedOf.LEAD, organisation__in=led)
    if holds_network_wide(person, RoleKind.STRATEGIC_TEAM):
        mine |= Q(asked_of=AskedOf.TEAM)
    rows = Enrolment.objects.filter(mine, state=STATE.REQUESTED).exclude(person=person)
    return rows.select_related("session__course", "person__organisation", "organisation").order_by("queued_at", "pk")


def _in_force(person: Person, role: str, organisation_id: int | None) -> bool:
    return role == RoleKind.SECTORAL_LEAD and holds(person, role, organisation_id if organisation_id is not None else 0)


def decided_by(person: Person, *, limit: int = 20) -> list[Enrolment]:
    """What the person decided lately."""
    rows = Enrolment.objects.filter(decided_by=person).select_related("session__course", "person__organisation")
    return list(rows.order_by("-decided_at", "-pk")[:limit])


def visible_requests(person: Person) -> QuerySet[Enrolment]:
    """Requests that the person decides on, or decided."""
    open_ones = to_decide(person).order_by().values("pk")
    rows = Enrolment.objects.filter(Q(pk__in=open_ones) | Q(decided_by=person))
    return rows.select_related("session__course__provider", "person__organisation", "organisation", "decided_by", "approver")


@dataclass(frozen=True)
class Tally:
    """How many stand on each list of a session. `marked`: whose attendance is noted."""

    seated: int = 0
    waiting: int = 0
    requested: int = 0
    over: int = 0
    attended: int = 0
    absent: int = 0

    @property
    def unmarked(self) -> int:
        return self.seated - self.attended - self.absent


def tally(session: Session) -> Tally:
    rows = Enrolment.objects.filter(session=session)
    counts = rows.aggregate(
        seated=Count("pk", filter=Q(state__in=LISTS["inscrites"])),
        waiting=Count("pk", filter=Q(state__in=LISTS["attente"])),
        requested=Count("pk", filter=Q(state__in=LISTS["demandes"])),
        over=Count("pk", filter=Q(state__in=LISTS["closes"])),
        attended=Count("pk", filter=Q(state=STATE.ATTENDED)),
        absent=Count("pk", filter=Q(state=STATE.ABSENT)),
    )
    return Tally(**counts)


def people_of(session: Session, wanted: str, *, text: str = "", cursor: str | None = None) -> KeyPage[Any]:
    """One page of a list of a session: by name; those who wait by their turn. Each with how many `meetings_attended`."""
    rows: QuerySet[Any] = Enrolment.objects.filter(session=session, state__in=LISTS[wanted])
    if text.strip():
        rows = rows.filter(person__in=named(Person.objects.all(), text))
    rows = rows.select_related("person__organisation", "organisation").annotate(meetings_attended=Count("presences"))
    queued = wanted in ("attente", "demandes")
    keys = ("queued_at", "pk") if queued else ("person__sort_key", "pk")
    return page_by_key(rows, keys=keys, cursor=cursor, size=ON_A_PAGE)


def everybody(session: Session, wanted: str = "inscrites") -> list[Any]:
    """A whole list by name, for the sign-in sheet and the file."""
    rows = Enrolment.objects.filter(session=session, state__in=LISTS[wanted]).select_related(
        "person__organisation", "person__user", "organisation"
    )
    return list(rows.annotate(meetings_attended=Count("presences")).order_by("person__sort_key", "pk"))


def unmarked_ids(session: Session) -> list[int]:
    """Confirmed people whose attendance is not noted yet."""
    return list(Enrolment.objects.filter(session=session, state=STATE.CONFIRMED).values_list("pk", flat=True))


def log_of(enrolment: Enrolment) -> list[Any]:
    return list(enrolment.log.select_related("by").order_by("at", "pk"))
