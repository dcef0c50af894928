"""Measurements and estimates: sources apart and together, taken away, made again."""

import datetime as dt

import pytest

from competencies.actions.estimates import Measured, erase_measures, forget_measurements, record_measurements
from competencies.actions.evidence import correct_evidence, record_evidence, withdraw_evidence
from competencies.actions.evidence_measures import measure_evidence
from competencies.enums import EvidenceKind, EvidenceVisibility, Source
from competencies.models import Competency, Estimate, Measurement
from competencies.rules.graded import summary_of
from competencies.rules.sources import blurred, faded, reviewed_curve, together
from people.models import Person
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import bell
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=30)


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def competency() -> Competency:
    return CompetencyFactory()


def run(person: Person, competency: Competency, level: float, key: str = "run:1", at: dt.datetime = NOW) -> Estimate:
    measured = [Measured(competency.pk, Source.SELF, bell(level), 4)]
    return record_measurements(person=person, key=key, slot="run", measured=measured, at=at)[competency.pk]


def rate(person: Person, competency: Competency, level: float, at: dt.datetime = NOW) -> Estimate:
    measured = [Measured(competency.pk, Source.MANAGER, bell(level), 3)]
    return record_measurements(person=person, key="rating:9", slot="rater:5", measured=measured, at=at)[competency.pk]


def newest(person: Person) -> Estimate:
    return Estimate.objects.get(person=person, newest=True)


def test_an_estimate_is_the_prior_times_what_is_said(person: Person, competency: Competency) -> None:
    found = run(person, competency, 3.0)
    expected = summary_of(together([bell(3.0)]))
    assert (found.mean, found.sd, found.low, found.high) == pytest.approx(
        (expected.mean, expected.sd, expected.low, expected.high)
    )
    assert [(part["source"], part["told"]) for part in found.parts] == [("self", 4)]
    assert found.rests_on == ["run:1"]


def test_sources_stay_apart_and_their_product_is_the_whole(person: Person, competency: Competency) -> None:
    run(person, competency, 2.0)
    found = rate(person, competency, 3.5)
    own, manager = summary_of(together([bell(2.0)])), summary_of(together([bell(3.5)]))
    assert {part["source"]: part["mean"] for part in found.parts} == {
        "manager": round(manager.mean, 6),
        "self": round(own.mean, 6),
    }
    assert found.mean == pytest.approx(summary_of(together([bell(2.0), bell(3.5)])).mean)
    assert own.mean < found.mean < manager.mean


def test_a_new_run_takes_the_place_of_the_one_before_and_history_stays(person: Person, competency: Competency) -> None:
    first = run(person, competency, 2.0)
    second = run(person, competency, 4.0, "run:2", LATER)
    assert newest(person) == second
    assert second.rests_on == ["run:2"]
    assert [one.pk for one in Estimate.objects.order_by("pk")] == [first.pk, second.pk]
    assert Measurement.objects.count() == 2


def test_taking_the_last_run_away_brings_the_one_before_back(person: Person, competency: Competency) -> None:
    first = run(person, competency, 2.0)
    run(person, competency, 4.0, "run:2", LATER)
    assert forget_measurements(person=person, key="run:2", at=LATER) == 1
    found = newest(person)
    assert found.rests_on == ["run:1"]
    faint = together([faded(bell(2.0), 30 / 365.25)])
    assert found.mean == pytest.approx(summary_of(faint).mean)
    assert set(Estimate.objects.values_list("because", flat=True)) == {"run:1", "without:run:2"}
    assert Estimate.objects.filter(pk=first.pk).exists()


def test_a_rating_taken_back_leaves_no_trace_in_what_was_found_with_it(person: Person, competency: Competency) -> None:
    rate(person, competency, 4.5)
    kept = run(person, competency, 2.0)
    assert kept.rests_on == ["rating:9", "run:1"]
    forget_measurements(person=person, key="rating:9", at=LATER)
    kept.refresh_from_db()
    assert kept.rests_on == ["run:1"]
    assert kept.mean == pytest.approx(summary_of(together([bell(2.0)])).mean)
    assert [part["source"] for part in kept.parts] == ["self"]
    assert not Estimate.objects.filter(because="rating:9").exists()


def test_nothing_is_left_when_the_only_source_goes(person: Person, competency: Competency) -> None:
    run(person, competency, 2.0)
    forget_measurements(person=person, key="run:1", at=LATER)
    assert not Estimate.objects.exists()
    assert not Measurement.objects.exists()


def test_the_same_occasion_again_replaces_what_it_said(person: Person, competency: Competency) -> None:
    run(person, competency, 2.0)
    again = run(person, competency, 3.0)
    assert Measurement.objects.count() == 1
    assert newest(person) == again
    assert Estimate.objects.count() == 1


def test_what_an_occasion_no_longer_says_goes(person: Person, competency: Competency) -> None:
    other = CompetencyFactory()
    both = [Measured(competency.pk, Source.SELF, bell(2.0)), Measured(other.pk, Source.SELF, bell(3.0))]
    record_measurements(person=person, key="run:1", slot="run", measured=both, at=NOW)
    record_measurements(person=person, key="run:1", slot="run", measured=both[:1], at=LATER)
    assert list(Estimate.objects.values_list("competency", flat=True)) == [competency.pk]


def test_erasing_takes_everything(person: Person, competency: Competency) -> None:
    run(person, competency, 2.0)
    rate(person, competency, 3.0)
    kept = run(PersonFactory(), competency, 2.0)
    assert erase_measures(person=person) == 4
    assert list(Estimate.objects.all()) == [kept]


def record(person: Person, competency: Competency, level: int | None, kind: str = EvidenceKind.REVIEWED, key: str = "x"):  # type: ignore[no-untyped-def]
    return record_evidence(
        person=person, competency=competency, level=level, kind=kind, source_key=key, occurred_on=TODAY, at=NOW
    )


def test_examined_evidence_counts_as_a_source_of_its_own(person: Person, competency: Competency) -> None:
    run(person, competency, 2.0)
    record(person, competency, 4)
    record(person, competency, 3, EvidenceKind.DECLARED, "declared")
    assert measure_evidence(person=person, at=NOW) == 1
    assert measure_evidence(person=person, at=NOW) == 0
    assert [part["source"] for part in newest(person).parts] == ["evidence", "self"]
    curve = Measurement.objects.get(source=Source.EVIDENCE).likelihood
    assert curve == pytest.approx(blurred(reviewed_curve(4), "evidence"))


def test_who_is_not_measured_keeps_a_ledger_and_no_level(person: Person, competency: Competency) -> None:
    record(person, competency, 4)
    assert measure_evidence(person=person, at=NOW) == 0
    assert not Measurement.objects.exists()


def test_evidence_follows_the_ledger(person: Person, competency: Competency) -> None:
    run(person, competency, 2.0)
    row = record(person, competency, 4)
    measure_evidence(person=person, at=NOW)
    shown = correct_evidence(
        evidence=row, by=person, at=NOW, level=4, occurred_on=TODAY, note="Vu", visibility=EvidenceVisibility.NETWORK
    )
    assert measure_evidence(person=person, at=NOW) == 0
    withdraw_evidence(evidence=shown, by=person, at=NOW)
    assert measure_evidence(person=person, at=LATER) == 1
    assert newest(person).rests_on == ["run:1"]


def test_an_occasion_that_says_nothing_writes_nothing(person: Person, competency: Competency) -> None:
    assert record_measurements(person=person, key="run:1", slot="run", measured=[], at=NOW) == {}
    assert not Estimate.objects.exists()
