"""Karim's sessions: one to come with Bruno in it, Amina offered a seat and Esther waiting; one for which Bruno asks Jules;
one that has begun, with Bruno in it too."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from learning.actions import enrolments
from learning.actions import sessions as actions
from learning.enums import ApprovalBy, CourseKind, CourseState, EnrolmentState
from learning.models import Course, Enrolment, Meeting, Provider, Session
from learning.queries import attendance_imports

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Seats:
    course: Course
    coming: Session
    past: Session
    confirmed: Enrolment
    offered: Enrolment
    asked: Enrolment


def tell_sessions(world: "World") -> Seats:
    cast, at = world.cast, world.at
    provider = Provider.objects.get_or_create(name="Réseau (essai)")[0]
    free, asking = _course(world, provider, "seance-libre"), _course(world, provider, "seance-sur-demande")
    asking.approval = ApprovalBy.MANAGER
    asking.save()
    coming, approved, past = _session(world, free, days=25), _session(world, asking, days=30), _session(world, free, days=40)
    confirmed = enrolments.request_seat(by=cast.bruno, session=coming, at=at, needs="Près de l’écran")
    offered = enrolments.request_seat(by=cast.amina, session=coming, at=at)
    enrolments.request_seat(by=cast.esther, session=coming, at=at)
    Enrolment.objects.filter(pk=offered.pk).update(
        state=EnrolmentState.OFFERED, offer_until=timezone.now() + dt.timedelta(days=2)
    )
    asked = enrolments.request_seat(by=cast.bruno, session=approved, why="Mon plan", at=at)
    enrolments.request_seat(by=cast.chloe, session=past, at=at)
    begun = timezone.now() - dt.timedelta(minutes=20)
    Meeting.objects.filter(session=past).update(starts_at=begun, ends_at=begun + dt.timedelta(hours=3))
    Session.objects.filter(pk=past.pk).update(starts_at=begun, ends_at=begun + dt.timedelta(hours=3))
    return Seats(free, coming, past, confirmed, offered, asked)


def _course(world: "World", provider: Provider, key: str) -> Course:
    made = Course.objects.create(
        key=key, title_fr=f"Cours {key}", sort_key=key, summary_fr="Un cours.", provider=provider, minutes=180,
        kind=CourseKind.CLASSROOM, state=CourseState.PUBLISHED, created_at=world.at, changed_at=world.at,
    )  # fmt: skip
    made.trainers.add(world.cast.karim)
    return made


def _session(world: "World", course: Course, *, days: int) -> Session:
    start = world.at + dt.timedelta(days=days)
    plan = actions.SessionPlan(
        meetings=[(start, start + dt.timedelta(hours=3))], seats=30, minimum=1, place="Salle 1",
        decide_on=timezone.localdate() + dt.timedelta(days=5), trainers=[world.cast.karim],
    )  # fmt: skip
    return actions.create_session(by=world.cast.karim, course=course, plan=plan, at=world.at)


def waiting_file(world: "World") -> str:
    """The token of a file of attendance that Karim checked a moment ago."""
    data = f"courriel;présence\n{world.cast.chloe.user.email};oui\n".encode()
    report, _plan = attendance_imports.examine(world.seats.past, data)
    return attendance_imports.keep(world.cast.karim, world.seats.past, "presences.csv", data, report).token


def quota(world: "World", me: Any) -> dict[str, Any]:
    """Farid's ministry gets three seats."""
    place = world.cast.farid.organisation_id
    return {"organisation": place, f"{place}-seats": 3}
