"""What a version would change: levels, holders who show it, and what apps above register."""

import datetime as dt

import pytest
from django.utils import timezone

from job_profiles.enums import VersionState
from job_profiles.queries.impact import Impact, ImpactLine, impact_providers, preview
from tests.cast import TODAY, Cast
from tests.factories.competencies import CompetencyFactory
from tests.factories.descriptions import require, whole_version
from tests.factories.job_profiles import HoldingFactory, ProfileVersionFactory

pytestmark = pytest.mark.django_db


def draft_of(before):
    """Raises the essential one to 4, makes the asset essential, adds one; a fourth is dropped before."""
    draft = ProfileVersionFactory(profile=before.profile, number=2, state=VersionState.DRAFT, framework=before.framework)
    essential, asset = [needed.competency for needed in before.requirements.order_by("-level")]
    require(draft, essential, 4)
    require(draft, asset, 2, essential=True)
    require(draft, CompetencyFactory(framework=before.framework), 1)
    return draft


def test_each_change_of_level_is_named(cast: Cast) -> None:
    before = whole_version()
    draft = draft_of(before)

    found = preview(draft, viewer=cast.lea, at=timezone.now())

    assert found.before == before
    assert [(change.kind, change.before, change.after) for change in found.changes] == [
        ("raised", 3, 4),
        ("importance", 2, 2),
        ("added", None, 1),
    ]
    assert found.unchanged == 0


def test_what_is_dropped_and_what_stays(cast: Cast) -> None:
    before = whole_version()
    draft = ProfileVersionFactory(profile=before.profile, number=2, state=VersionState.DRAFT, framework=before.framework)
    require(draft, before.requirements.get(level=3).competency, 3)

    found = preview(draft, viewer=cast.lea, at=timezone.now())

    assert [(change.kind, change.before, change.after) for change in found.changes] == [("removed", 2, None)]
    assert found.unchanged == 1


def test_only_holders_who_show_it_are_counted(cast: Cast) -> None:
    before = whole_version()
    for person in (cast.amina, cast.bruno, cast.chloe):
        HoldingFactory(person=person, profile=before.profile)
    cast.bruno.visibility = {"job_profile": "me"}
    cast.bruno.save(update_fields=["visibility"])

    found = preview(draft_of(before), viewer=cast.lea, at=timezone.now())

    assert found.holders == 2
    assert {(one.organisation.acronym, one.holders) for one in found.ministries} == {("MTMD", 1), ("MCC", 1)}


class Hours:
    key, order = "essai-heures", 10
    label, empty = "Heures de formation", "Rien de publié."
    lines: list[ImpactLine] = []

    def load(self, version, before, viewer, at: dt.datetime) -> Impact:
        return Impact(lines=self.lines, of=TODAY)


@pytest.fixture
def hours():
    provider = Hours()
    impact_providers.register(provider)
    yield provider
    impact_providers.remove(provider.key)


def test_apps_above_add_their_published_figures(cast: Cast, client_of, hours) -> None:
    draft = draft_of(whole_version())
    url = f"/profils-emploi/{draft.profile.key}/versions/2/effets/"

    assert "Rien de publié." in client_of(cast.lea).get(url).content.decode()
    hours.lines = [ImpactLine("Cours de relecture", "120 heures")]
    page = client_of(cast.lea).get(url).content.decode()
    assert "120 heures" in page
    assert "Agrégats publiés le 2\xa0novembre\xa02026." in page


@pytest.fixture
def nobody_above():
    """No app above has registered anything."""
    registered = list(impact_providers)
    for provider in registered:
        impact_providers.remove(provider.key)
    yield
    for provider in registered:
        impact_providers.register(provider)


@pytest.mark.usefixtures("nobody_above")
def test_without_providers_the_page_says_what_will_be_there(cast: Cast, client_of) -> None:
    draft = draft_of(whole_version())

    page = client_of(cast.lea).get(f"/profils-emploi/{draft.profile.key}/versions/2/effets/").content.decode()

    assert "en agrégats publiés seulement" in page


@pytest.mark.usefixtures("nobody_above")
def test_the_preview_costs_the_same_whatever_there_is(cast: Cast, django_assert_num_queries) -> None:
    before = whole_version()
    draft = draft_of(before)
    with django_assert_num_queries(3):
        preview(draft, viewer=cast.lea, at=timezone.now())
    for person in (cast.amina, cast.chloe, cast.esther):
        HoldingFactory(person=person, profile=before.profile)
    with django_assert_num_queries(3):
        preview(draft, viewer=cast.lea, at=timezone.now())
