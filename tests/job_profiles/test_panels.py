"""What job profiles give to the pages about people."""

import datetime as dt

import pytest

from job_profiles.actions import answers, changes, consultations, decisions
from job_profiles.enums import DescriptionSource
from job_profiles.models import DescriptionImport, Holding, ImportedFile
from job_profiles.panels.consultations import ProfilesWaiting, export_changes, export_comments
from job_profiles.panels.profiles import HeldProfile, ProfileFacet
from people.models import Person
from people.queries.registries import FacetValue, data_exporters
from tests.cast import NOW, Cast
from tests.factories.harmonisation import AdoptionFactory
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


def test_what_waits_stands_on_the_home_page_of_who_answers_or_decides(cast, consulted, draft):
    panel = ProfilesWaiting()
    at = NOW + dt.timedelta(hours=1)
    assert [row.organisation.acronym for row in panel.context(cast.malik, at)["answers"]] == ["MESS"]
    assert panel.context(cast.gisele, at) is None
    assert panel.context(cast.amina, at) is None
    consultations.close_round(by=cast.lea, round=consulted, at=at)
    decisions.submit(by=cast.lea, version=draft, note="Deux relances.", without_quorum=True, at=at)
    assert panel.context(cast.malik, at) is None
    assert [version.pk for version in panel.context(cast.gisele, at)["to_decide"]] == [draft.pk]


def test_what_one_proposed_and_commented_is_taken_along(cast, complete, consulted):
    changes.propose(by=cast.amina, version=complete, article="mission", body="Autrement.", reason="Plus clair.", at=NOW)
    answers.post_comment(by=cast.malik, round=consulted, article="title", body="Bien.", at=NOW)
    name = complete.profile.name_fr
    assert [(row["profil"], row["proposition"]) for row in export_changes(cast.amina)] == [(name, "Autrement.")]
    assert [(row["profil"], row["commentaire"]) for row in export_comments(cast.malik)] == [(name, "Bien.")]
    assert export_comments(cast.amina) == []


def test_what_one_did_of_the_harmonisation_is_among_ones_data(cast: Cast) -> None:
    batch = DescriptionImport.objects.create(organisation=cast.malik.organisation, by=cast.malik, created_at=NOW)
    ImportedFile.objects.create(batch=batch, name="poste.docx", source=DescriptionSource.DOCX)
    adoption = AdoptionFactory(declared_by=cast.malik, organisation=cast.malik.organisation)

    [imported] = data_exporters["description-imports"].export(cast.malik)
    [declared] = data_exporters["profile-adoptions"].export(cast.malik)

    assert (imported["organisation"], imported["fichiers"]) == (cast.malik.organisation.name, ["poste.docx"])
    assert (declared["profil"], declared["version"]) == (adoption.profile.name_fr, adoption.version.number)
    assert data_exporters["profile-adoptions"].export(cast.amina) == []
