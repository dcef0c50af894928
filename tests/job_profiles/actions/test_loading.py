"""The profiles that ship: written once, the next number for another content, and the owners' say after that."""

import copy
import csv
import json

import pytest
from django.conf import settings

from competencies.actions.frameworks import load_framework
from competencies.queries.frameworks import current_framework
from core.models import OutboxRow
from job_profiles.actions.loading import FrameworkMissing, load_profiles
from job_profiles.enums import VersionState
from job_profiles.models import CareerMove, Family, JobClass, JobProfile, ProfileVersion, Requirement
from tests.cast import NOW
from tests.factories.job_profiles import JobProfileFactory, ProfileVersionFactory

pytestmark = pytest.mark.django_db


def read(name: str):
    return json.loads((settings.BASE_DIR / "data" / name).read_text("utf-8"))


def job_classes():
    with (settings.BASE_DIR / "data/competencies/quebec_corps_emploi.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture
def data():
    load_framework(data=read("competencies/framework.json"), at=NOW)
    return read("profiles/profiles.json")


def load(data) -> int:
    return load_profiles(data=data, families=read("profiles/families.json"), job_classes=job_classes(), at=NOW)


def states(key: str) -> list[tuple[int, str]]:
    return list(ProfileVersion.objects.filter(profile__key=key).order_by("number").values_list("number", "state"))


def test_profiles_rest_on_the_framework():
    with pytest.raises(FrameworkMissing):
        load_profiles(data=[], at=NOW)


def test_loading_twice_writes_once(data):
    assert load(data) == 8
    assert OutboxRow.objects.filter(name="job_profiles.ProfileVersionWritten").count() == 8
    assert load(data) == 0
    assert JobProfile.objects.count() == 8
    assert Family.objects.count() == 4
    assert JobClass.objects.count() == len(job_classes())
    assert Requirement.objects.count() == sum(len(row["requirements"]) for row in data)
    assert CareerMove.objects.count() == sum(len(row["moves"]) for row in data)
    assert set(ProfileVersion.objects.values_list("state", flat=True)) == {VersionState.PROPOSAL}


def test_everything_of_an_entry_is_written(data):
    load(data)
    row = data[3]

    profile = JobProfile.objects.select_related("family", "job_class").get(key=row["key"])
    version = profile.versions.get()

    assert (profile.code, profile.family.code, profile.rank) == ("AIN", "conception", 2)
    assert (profile.job_class.number, profile.job_class.title_en) == ("108", "Administrative processes analyst")
    assert (version.title_fr, version.title_en) == (row["title_fr"], row["title_en"])
    assert version.responsibilities == row["responsibilities_fr"]
    assert version.indicators_en.splitlines() == row["indicators_en"]
    needed = version.requirements.get(competency__code="DES2")
    assert (needed.level, needed.essential, needed.why_fr) == (4, True, row["requirements"]["DES2"]["why_fr"])
    assert {move.to.key: move.note_en for move in version.moves.all()} == {
        move["to"]: move["note_en"] for move in row["moves"]
    }
    assert version.change_note_fr == "Première proposition, tirée de la stratégie de 2016."


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row["requirements"]["STR1"].update(level=3),
        lambda row: row["requirements"]["STR1"].update(essential=False),
        lambda row: row["requirements"]["STR1"].update(why_en="Another reason."),
        lambda row: row["requirements"].pop("STR1"),
        lambda row: row["moves"].pop(),
        lambda row: row["tools_fr"].append("Un outil de plus"),
        lambda row: row.update(title_fr="Autre titre"),
    ],
)
def test_another_content_makes_the_next_version(data, change):
    load(data)
    changed = copy.deepcopy(data)
    change(changed[0])

    assert load(changed) == 1

    assert states(data[0]["key"]) == [(1, VersionState.RETIRED), (2, VersionState.PROPOSAL)]
    assert load(data) == 0


def test_an_older_installation_gets_what_it_lacked(data):
    row = data[0]
    profile = JobProfileFactory(code=None, key=row["key"], name_fr="Nom choisi ici", order=7)
    assert profile.code is None
    ProfileVersionFactory(
        profile=profile, framework=current_framework(), mission_fr=row["mission_fr"], mission_en=row["mission_en"]
    )

    assert load(data) == 8

    profile.refresh_from_db()
    assert (profile.name_fr, profile.order) == ("Nom choisi ici", 7)
    assert (profile.code, profile.family.code, profile.rank) == ("CST", "strategie", 2)
    assert states(row["key"]) == [(1, VersionState.RETIRED), (2, VersionState.PROPOSAL)]
    assert load(data) == 0


def test_what_owners_changed_of_a_profile_stays(data):
    load(data)
    JobProfile.objects.filter(key="ux").update(family=None, name_fr="Autre nom")
    assert load(data) == 0
    profile = JobProfile.objects.get(key="ux")
    assert (profile.family, profile.name_fr) == (None, "Autre nom")


@pytest.mark.parametrize("state", ["draft", "consultation", "approved", "in_force"])
def test_a_profile_that_its_owners_work_on_or_approved_is_left_to_them(data, state):
    load(data)
    profile = JobProfile.objects.get(key="ux")
    ProfileVersionFactory(profile=profile, framework=current_framework(), number=2, state=state)
    changed = copy.deepcopy(data)
    for row in changed:
        row["title_en"] = "Another title"

    assert load(changed) == 7

    assert states("ux") == [(1, VersionState.PROPOSAL), (2, state)]
