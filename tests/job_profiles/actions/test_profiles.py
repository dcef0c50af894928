"""Loading the profiles, and who holds which."""

import copy
import datetime as dt
import json

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from competencies.actions.frameworks import load_framework
from job_profiles.actions.profiles import FrameworkMissing, load_profiles, set_holding
from job_profiles.enums import VersionState
from job_profiles.models import Holding, JobProfile, ProfileVersion, Requirement
from tests.cast import NOW, TODAY, Cast
from tests.factories.job_profiles import JobProfileFactory

pytestmark = pytest.mark.django_db


def read(name: str):
    return json.loads((settings.BASE_DIR / "data" / name).read_text("utf-8"))


@pytest.fixture
def data():
    load_framework(data=read("competencies/framework.json"), at=NOW)
    return read("profiles/profiles.json")


def test_profiles_rest_on_the_framework() -> None:
    with pytest.raises(FrameworkMissing):
        load_profiles(data=[], at=NOW)


def test_loading_twice_writes_once(data) -> None:
    assert load_profiles(data=data, at=NOW) == 8
    assert load_profiles(data=data, at=NOW) == 0
    assert JobProfile.objects.count() == 8
    assert Requirement.objects.count() == sum(len(row["requirements"]) for row in data)


def test_other_targets_make_the_next_version(data) -> None:
    load_profiles(data=data, at=NOW)
    changed = copy.deepcopy(data)
    changed[0]["requirements"]["STR1"]["level"] = 3

    assert load_profiles(data=changed, at=NOW) == 1

    versions = ProfileVersion.objects.filter(profile__key=data[0]["key"]).order_by("number")
    assert list(versions.values_list("number", "state")) == [(1, VersionState.RETIRED), (2, VersionState.PROPOSAL)]
    assert load_profiles(data=data, at=NOW) == 0


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
