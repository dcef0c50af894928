"""The catalogue of the demonstration: sixty courses, their sessions, told once; its sessions stand on working days."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from learning.enums import CourseState, SessionState
from learning.models import Course, CourseRaise, Meeting, Session
from people.enums import RoleKind
from people.queries.roles import holders

pytestmark = pytest.mark.django_db


def test_sixty_courses_are_told_once() -> None:
    call_command("demo_world", verbosity=0)
    before = _numbers()
    call_command("demo_world", verbosity=0)

    assert _numbers() == before
    assert before[:2] == (60, 102)
    assert Course.objects.exclude(state=CourseState.PUBLISHED).count() == 0
    assert Course.objects.filter(trainers=None).count() == 0
    assert Course.objects.filter(topics=None).count() == 0
    assert CourseRaise.objects.filter(from_level=0, to_level=1).exists()
    required = Course.objects.get(key="plan-de-communication-simple").requires
    assert [one.key for one in required.all()] == ["lire-un-plan-de-communication"]
    _sessions()


def _numbers() -> tuple[int, int, int, int]:
    return Course.objects.count(), Session.objects.count(), Meeting.objects.count(), CourseRaise.objects.count()


def _sessions() -> None:
    now = timezone.now()
    assert Session.objects.filter(ends_at__lt=now).exclude(state=SessionState.HELD).count() == 0
    assert Session.objects.filter(starts_at__gt=now).exclude(state__in=("planned", "sure")).count() == 0
    meetings = list(Meeting.objects.select_related("session"))
    assert [one for one in meetings if timezone.localtime(one.starts_at).weekday() > 4] == []
    assert {timezone.localtime(one.starts_at).hour for one in meetings} <= set(range(8, 18))
    trainers = set(holders(RoleKind.TRAINER, timezone.localdate()).values_list("pk", flat=True))
    assert set(Session.objects.values_list("trainers", flat=True)) <= trainers
