"""What job profiles give to the pages about people."""

import pytest

from job_profiles.models import Holding
from job_profiles.panels.profiles import HeldProfile, ProfileFacet
from people.models import Person
from people.queries.registries import FacetValue, data_exporters
from tests.cast import NOW, Cast
from tests.factories.job_profiles import HoldingFactory, JobProfileFactory

pytestmark = pytest.mark.django_db


def test_the_part_of_the_profile_is_chosen_and_shown(cast: Cast) -> None:
    profile, part = JobProfileFactory(), HeldProfile()
    form = part.form(cast.amina, {f"{part.key}-profile": profile.key})
    assert form.is_valid()

    part.save(cast.amina, form.cleaned_data, cast.amina, NOW)

    assert part.line(cast.amina, NOW) == (profile.name_fr, profile.get_absolute_url())
    assert part.form(cast.amina)["profile"].value() == profile.key
    part.save(cast.amina, {"profile": None}, cast.amina, NOW)
    assert part.line(cast.amina, NOW) is None


def test_the_facet_leaves_out_who_hides_it(cast: Cast) -> None:
    profile, facet = JobProfileFactory(), ProfileFacet()
    for person in (cast.amina, cast.bruno):
        HoldingFactory(person=person, profile=profile)
    Person.objects.filter(pk=cast.bruno.pk).update(visibility={"job_profile": "me"})

    assert facet.counts(Person.objects.active(), cast.karim) == [
        FacetValue(value=profile.key, label=profile.name_fr, count=1)
    ]
    assert list(facet.narrow(Person.objects.active(), [profile.key], cast.karim)) == [cast.amina]
    assert facet.labels([profile.key]) == {profile.key: profile.name_fr}


def test_the_copy_of_ones_data_and_its_erasure(cast: Cast) -> None:
    held = HoldingFactory(person=cast.amina)
    exporter = data_exporters["holdings"]

    assert exporter.export(cast.amina) == [{"profil": held.profile.name_fr, "depuis": "2026-01-05", "jusqua": None}]
    assert exporter.erase is not None
    assert exporter.erase(cast.amina) == 1
    assert Holding.objects.count() == 0
