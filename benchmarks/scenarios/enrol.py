"""Enrolling in a session of 400 seats: what the person waits for, with the seat counted under the lock of the session."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Max
from django.utils import timezone

from benchmarks.bench import Bench, Effort, Row
from learning.enums import CourseKind, CourseState
from learning.models import Course, Enrolment, Meeting, Provider, Session

LIMIT, SEATS, SESSIONS = 5.0, 400, 12
EFFORT = Effort(rounds=3, per_round=50, crowded=96)


def run(bench: Bench) -> Iterator[Row]:
    last = Session.objects.aggregate(last=Max("pk"))["last"] or 0
    try:
        yield _row(bench, [_session(number).pk for number in range(SESSIONS)])
    finally:
        made = Session.objects.filter(pk__gt=last)
        Enrolment.objects.filter(session__in=made).delete()
        courses = list(made.values_list("course", flat=True))
        made.delete()
        Course.objects.filter(pk__in=courses).delete()


def _row(bench: Bench, sessions: list[int]) -> Row:
    members, target = len(bench.visitors), f"≤ {LIMIT:g} × plancher"

    def call(number: int):
        address = f"/apprentissage/seances/{sessions[number // members % SESSIONS]}/inscription/"
        return bench.visitor(number).post(address, {"needs": ""})

    answer = bench.ask(call(0))
    if answer.status != 303:
        return Row("S’inscrire à une séance", target=target, reached=False, note=f"page absente ({answer.status})")
    queries = len(bench.visitor(1).statements(call(1)))
    measured = bench.compare(lambda number: call(number + 2), EFFORT)
    wrong = {status: count for status, count in measured.statuses.items() if status != 303}
    return Row(
        "S’inscrire à une séance", queries, measured.page.total * 1000, measured.crowded.p50, measured.crowded.p99,
        measured.ratio, target, measured.ratio <= LIMIT and not wrong, f"réponses fausses {wrong}" if wrong else "",
        measured.details(),
    )  # fmt: skip


def _session(number: int) -> Session:
    """Each of a course of its own, on a day of its own, so that one member may be in all of them."""
    now = timezone.now()
    provider, _new = Provider.objects.get_or_create(name="Banc (fictif)")
    course = Course.objects.create(
        key=f"banc-seance-{number}-{now:%H%M%S}", title_fr=f"Séance {number} du banc", sort_key=f"banc {number}",
        summary_fr="Pour mesurer.", provider=provider, kind=CourseKind.CLASSROOM, minutes=180, state=CourseState.PUBLISHED,
        created_at=now, changed_at=now,
    )  # fmt: skip
    starts_at = now + dt.timedelta(days=200 + number)
    ends_at = starts_at + dt.timedelta(hours=3)
    session = Session.objects.create(
        course=course, starts_at=starts_at, ends_at=ends_at, place="Salle 1", seats=SEATS, created_at=now, changed_at=now
    )
    Meeting.objects.create(session=session, starts_at=starts_at, ends_at=ends_at)
    return session
