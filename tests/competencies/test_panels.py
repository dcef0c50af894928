"""What the competencies app gives to the pages about people."""

import pytest

from competencies.actions.evidence import record_evidence
from competencies.models import Evidence
from competencies.panels import FIRST_VISIT, CompetencyFacet, ProfileCompetencies, WhatIKnow
from people.models import Person
from people.queries.registries import FacetValue, data_exporters
from tests.cast import NOW, TODAY, Cast
from tests.factories.competencies import CompetencyFactory, EvidenceFactory, LevelFactory

pytestmark = pytest.mark.django_db


def test_the_profile_shows_what_is_shown_and_tells_its_owner_when_nothing_is(cast: Cast) -> None:
    EvidenceFactory(person=cast.amina, visibility="me")
    panel = ProfileCompetencies()

    assert panel.context(cast.amina, cast.bruno, NOW) is None
    own = panel.context(cast.amina, cast.amina, NOW)
    assert own is not None
    assert (own["shown"], own["own"]) == ([], True)
    row = EvidenceFactory(person=cast.amina)
    seen = panel.context(cast.amina, cast.bruno, NOW)
    assert seen is not None
    assert [one.competency for one in seen["shown"]] == [row.competency]


def test_the_facet(cast: Cast) -> None:
    row = EvidenceFactory(person=cast.amina)
    facet, people = CompetencyFacet(), Person.objects.active()

    assert facet.counts(people, cast.bruno) == [FacetValue(value=row.competency.code, label=row.competency.name_fr, count=1)]
    assert list(facet.narrow(people, [row.competency.code], cast.bruno)) == [cast.amina]
    assert list(facet.narrow(people, ["INCONNUE"], cast.bruno)) == []
    assert facet.labels([row.competency.code, "INCONNUE"]) == {row.competency.code: row.competency.name_fr}


def test_what_i_know_declares_once_and_privately(cast: Cast) -> None:
    LevelFactory(rank=2)
    one, _other = CompetencyFactory(), CompetencyFactory()
    step = WhatIKnow()
    for visibility in ("me", "network"):
        form = step.form(cast.david, {f"{step.key}-{one.code}": "2", f"{step.key}-visibility": visibility})
        assert form.is_valid(), form.errors
        step.save(cast.david, form, NOW)

    row = Evidence.objects.current().get()
    assert (row.competency, row.level, row.source_key, row.visibility) == (one, 2, FIRST_VISIT, "network")
    assert step.form(cast.david)["visibility"].initial == "me"


def test_the_copy_of_ones_data_and_its_erasure(cast: Cast) -> None:
    record_evidence(
        person=cast.amina, competency=CompetencyFactory(code="CON7"), level=3, kind="course", source_key="cours:1",
        occurred_on=TODAY, note="Marqueur", at=NOW,
    )  # fmt: skip
    exporter = data_exporters["evidence"]

    (line,) = exporter.export(cast.amina)
    assert (line["competence"], line["niveau"], line["note"], line["date"]) == ("CON7", 3, "Marqueur", "2026-11-02")
    assert exporter.erase is not None
    assert exporter.erase(cast.amina) == 1
    assert exporter.export(cast.amina) == []
