"""The last day of a consultation stands in the calendar of who has to answer, and leaves it once the ministry answered."""

import datetime as dt

import pytest
from django.utils import timezone

from job_profiles.actions import answers
from job_profiles.calendar import LastDays
from job_profiles.models import MinistryAnswer
from tests.cast import NOW, Cast
from tests.job_profiles.conftest import CLOSES

pytestmark = pytest.mark.django_db
NINE = timezone.make_aware(dt.datetime.combine(CLOSES, dt.time(9)))


def test_a_respondent_has_it_until_the_ministry_answered(cast: Cast, consulted, mess) -> None:
    answer = MinistryAnswer.objects.get(round=consulted, organisation=mess)
    address = f"/profils-emploi/consultations/{consulted.pk}/repondre/{mess.acronym}/"

    [entry] = LastDays().upcoming(cast.malik, after=NOW, limit=5)
    [appointment] = LastDays().appointments(cast.malik, at=NOW, after=NOW, limit=5)
    assert (entry.starts_at, entry.url, entry.note) == (NINE, address, mess.acronym)
    assert (appointment.starts_at, appointment.url.endswith(address)) == (NINE, True)

    answers.send_answer(by=cast.malik, answer=answer, edit=answer.edit, draft={}, rest_agrees=True, at=NOW)
    assert LastDays().upcoming(cast.malik, after=NOW, limit=5) == []


def test_who_answers_for_nobody_is_not_asked_about(cast: Cast, consulted, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):  # the roles
        assert LastDays().upcoming(cast.amina, after=NOW, limit=5) == []
