"""Who sees what of the ledger."""

import pytest

from competencies.actions.evidence import show_evidence, withdraw_evidence
from competencies.models import Evidence
from competencies.queries.evidence import counts_by_competency, people_showing, showing_any, shown_by, shown_codes
from people.enums import PersonStatus
from people.models import Person
from tests.cast import NOW, Cast
from tests.factories.competencies import CompetencyFactory, EvidenceFactory

pytestmark = pytest.mark.django_db


def test_others_see_only_what_is_shown_and_counts(cast: Cast) -> None:
    hidden = EvidenceFactory(person=cast.amina, visibility="me")
    shown = EvidenceFactory(person=cast.amina)
    withdrawn = EvidenceFactory(person=cast.amina)
    last = withdraw_evidence(evidence=withdrawn, by=cast.amina, at=NOW)

    assert list(Evidence.objects.visible_to(cast.jules)) == [shown]
    assert set(Evidence.objects.visible_to(cast.amina)) == {hidden, shown, withdrawn, last}
    assert list(Evidence.objects.visible_to(None)) == []


def test_the_highest_level_stands_for_a_competency(cast: Cast, django_assert_num_queries) -> None:
    competency = CompetencyFactory()
    for level in (2, 4, None):
        EvidenceFactory(person=cast.amina, competency=competency, level=level)
    EvidenceFactory(person=cast.amina, competency=CompetencyFactory(retired_at=NOW))

    with django_assert_num_queries(1):
        (one,) = shown_by(cast.amina)

    assert (one.competency, one.level, len(one.rows)) == (competency, 4, 3)


def test_people_showing_are_active_and_current(cast: Cast) -> None:
    competency = CompetencyFactory()
    EvidenceFactory(person=cast.amina, competency=competency, level=1)
    EvidenceFactory(person=cast.amina, competency=competency, level=3)
    EvidenceFactory(person=cast.bruno, competency=competency, visibility="me")
    left = EvidenceFactory(competency=competency).person
    Person.objects.filter(pk=left.pk).update(status=PersonStatus.LEFT)
    taken_back = EvidenceFactory(person=cast.karim, competency=competency)
    show_evidence(evidence=taken_back, by=cast.karim, at=NOW, visibility="me")

    assert [(person.pk, person.shown_level) for person in people_showing(competency)] == [(cast.amina.pk, 3)]


def test_the_facet_counts_people_not_rows(cast: Cast, django_assert_num_queries) -> None:
    one, other = CompetencyFactory(), CompetencyFactory()
    for person in (cast.amina, cast.bruno):
        EvidenceFactory.create_batch(2, person=person, competency=one)
    EvidenceFactory(person=cast.amina, competency=other)

    with django_assert_num_queries(2):
        assert counts_by_competency(Person.objects.active()) == {one.code: 2, other.code: 1}
    assert list(showing_any(Person.objects.active(), [other.code])) == [cast.amina]
    assert shown_codes([cast.bruno.pk]) == {cast.bruno.pk: [one.code]}
