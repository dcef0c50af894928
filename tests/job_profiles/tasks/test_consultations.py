"""What beat runs on consultations and versions: twice, it does nothing more."""

import datetime as dt

import pytest
from django.utils import timezone

from job_profiles.enums import VersionState
from job_profiles.models import ProfileVersion, Round
from job_profiles.tasks.consultations import look_after_rounds, put_in_force
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_a_round_that_is_over_is_closed_once(consulted):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Round.objects.filter(pk=consulted.pk).update(opens_on=yesterday, closes_on=yesterday)
    assert [look_after_rounds() for _time in range(2)] == [[1, 0], [0, 0]]
    consulted.refresh_from_db()
    assert consulted.closed_at is not None


def test_a_version_comes_into_force_once(draft):
    rows = ProfileVersion.objects.filter(pk=draft.pk)
    rows.update(state=VersionState.CONSULTATION)
    rows.update(state=VersionState.APPROVED, decided_at=NOW, effective_on=timezone.localdate())
    assert [put_in_force() for _time in range(2)] == [1, 0]
    assert rows.get().state == VersionState.IN_FORCE
