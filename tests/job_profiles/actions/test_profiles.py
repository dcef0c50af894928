"""Who holds which profile."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from job_profiles.actions.profiles import give_up_holding, set_holding
from job_profiles.models import Holding
from tests.cast import NOW, TODAY, Cast
from tests.factories.job_profiles import JobProfileFactory

pytestmark = pytest.mark.django_db


def test_a_person_holds_one_profile_at_a_time(cast: Cast) -> None:
    first, second = JobProfileFactory(), JobProfileFactory()
    set_holding(person=cast.amina, profile=first, on=TODAY - dt.timedelta(days=30), by=cast.amina, at=NOW)
    set_holding(person=cast.amina, profile=first, on=TODAY, by=cast.amina, at=NOW)
    set_holding(person=cast.amina, profile=second, on=TODAY, by=cast.amina, at=NOW)

    rows = Holding.objects.order_by("from_on").values_list("profile", "from_on", "to_on")
    assert list(rows) == [
        (first.pk, TODAY - dt.timedelta(days=30), TODAY - dt.timedelta(days=1)),
        (second.pk, TODAY, None),
    ]


def test_a_change_of_mind_on_the_same_day_leaves_one_row(cast: Cast) -> None:
    first, second = JobProfileFactory(), JobProfileFactory()
    set_holding(person=cast.amina, profile=first, on=TODAY, by=cast.amina, at=NOW)
    set_holding(person=cast.amina, profile=second, on=TODAY, by=cast.amina, at=NOW)
    assert Holding.objects.get().profile == second

    assert set_holding(person=cast.amina, profile=None, on=TODAY, by=cast.amina, at=NOW) is None
    assert Holding.objects.count() == 0


def test_nobody_says_it_for_another(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        set_holding(person=cast.amina, profile=JobProfileFactory(), on=TODAY, by=cast.jules, at=NOW)


def test_giving_up_one_profile_in_an_old_tab_leaves_the_one_chosen_since(cast: Cast) -> None:
    old, new = JobProfileFactory(), JobProfileFactory()
    set_holding(person=cast.amina, profile=old, on=TODAY - dt.timedelta(days=30), by=cast.amina, at=NOW)
    set_holding(person=cast.amina, profile=new, on=TODAY, by=cast.amina, at=NOW)

    give_up_holding(person=cast.amina, profile=old, on=TODAY, by=cast.amina, at=NOW)

    assert Holding.objects.get(person=cast.amina, to_on=None).profile == new
