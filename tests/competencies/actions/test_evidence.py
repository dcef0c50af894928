"""The ledger: append-only, corrected and withdrawn by further rows."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competencies.actions.evidence import (
    EvidenceRefused,
    correct_evidence,
    erase_evidence,
    record_evidence,
    restore_evidence,
    show_evidence,
    withdraw_evidence,
)
from competencies.enums import EvidenceKind, EvidenceVisibility
from competencies.events import EvidenceCorrected, EvidenceRecorded, EvidenceWithdrawn
from competencies.models import Evidence
from competencies.queries.evidence import history_of, ledger_of, own_levels
from core import events
from tests.cast import NOW, TODAY, Cast
from tests.factories.competencies import CompetencyFactory, EvidenceFactory

pytestmark = pytest.mark.django_db


def record(person, competency, **values) -> Evidence:
    defaults = {
        "level": 2, "kind": EvidenceKind.DECLARED, "source_key": "essai:1", "occurred_on": TODAY, "note": "Une page",
        "visibility": EvidenceVisibility.ME, "at": NOW,
    }  # fmt: skip
    return record_evidence(person=person, competency=competency, **{**defaults, **values})


@pytest.fixture
def announced():
    """The events of the ledger, as they are delivered."""
    heard: list[events.Event] = []
    kinds = (EvidenceRecorded, EvidenceCorrected, EvidenceWithdrawn)
    for kind in kinds:
        events.subscribe(kind, when="commit")(heard.append)
    yield heard
    for kind in kinds:
        events.handlers_of(kind, "commit").remove(heard.append)


def test_recording_announces_it_once(cast: Cast, announced, django_capture_on_commit_callbacks) -> None:
    competency = CompetencyFactory()

    with django_capture_on_commit_callbacks(execute=True):
        first = record(cast.amina, competency)
        again = record(cast.amina, competency, level=4)

    assert again == first
    assert announced == [
        EvidenceRecorded(
            evidence_id=first.pk, person_id=cast.amina.pk, competency_id=competency.pk, level=2, kind="declared",
            source_key="essai:1", visibility="me", at=NOW,
        )
    ]  # fmt: skip


def test_a_correction_is_a_new_row(cast: Cast) -> None:
    row = record(cast.amina, CompetencyFactory())

    new = correct_evidence(
        evidence=row, by=cast.amina, at=NOW, level=3, occurred_on=TODAY, note="Deux pages", visibility="network"
    )

    row.refresh_from_db()
    assert (row.level, row.note, row.visibility) == (2, "Une page", "me")
    assert (new.corrects, new.level, new.note, new.visibility) == (row, 3, "Deux pages", "network")
    assert list(Evidence.objects.current()) == [new]
    assert history_of(new) == [row]


def test_a_correction_that_changes_nothing_writes_nothing(cast: Cast) -> None:
    row = record(cast.amina, CompetencyFactory())

    assert show_evidence(evidence=row, by=cast.amina, at=NOW, visibility="me") == row
    assert Evidence.objects.count() == 1


def test_level_and_date_of_another_source_stay(cast: Cast) -> None:
    row = record(cast.amina, CompetencyFactory(), kind=EvidenceKind.COURSE)

    new = correct_evidence(
        evidence=row, by=cast.amina, at=NOW, level=4, occurred_on=dt.date(2020, 1, 1), note="", visibility="network"
    )

    assert (new.level, new.occurred_on, new.note) == (2, TODAY, "")


def test_of_two_corrections_at_once_one_is_let_in(cast: Cast) -> None:
    row = record(cast.amina, CompetencyFactory())
    show_evidence(evidence=row, by=cast.amina, at=NOW, visibility="network")

    with pytest.raises(EvidenceRefused):
        withdraw_evidence(evidence=row, by=cast.amina, at=NOW)


def test_withdrawing_and_putting_back(cast: Cast) -> None:
    row = record(cast.amina, CompetencyFactory(), visibility="network")

    gone = withdraw_evidence(evidence=row, by=cast.amina, at=NOW)
    assert list(Evidence.objects.current()) == []
    assert withdraw_evidence(evidence=gone, by=cast.amina, at=NOW) == gone

    back = restore_evidence(evidence=gone, by=cast.amina, at=NOW)
    assert list(Evidence.objects.current()) == [back]
    assert (back.level, back.visibility) == (2, "me")


def test_nobody_changes_another_ledger(cast: Cast) -> None:
    row = record(cast.amina, CompetencyFactory())

    for stranger in (cast.jules, cast.olga):
        with pytest.raises(PermissionDenied):
            show_evidence(evidence=row, by=stranger, at=NOW, visibility="network")
        with pytest.raises(PermissionDenied):
            withdraw_evidence(evidence=row, by=stranger, at=NOW)
        with pytest.raises(PermissionDenied):
            show_evidence(evidence=row, by=stranger, at=NOW, visibility="me")


@pytest.mark.parametrize("values", [{"level": 0}, {"level": 5}, {"occurred_on": TODAY + dt.timedelta(days=1)}])
def test_impossible_values_are_refused(cast: Cast, values) -> None:
    with pytest.raises(EvidenceRefused):
        record(cast.amina, CompetencyFactory(), **values)


def test_a_retired_competency_takes_no_new_evidence(cast: Cast) -> None:
    with pytest.raises(EvidenceRefused):
        record(cast.amina, CompetencyFactory(retired_at=NOW))


def test_the_table_refuses_update_and_delete(cast: Cast) -> None:
    row = EvidenceFactory()

    for attempt in (
        lambda: Evidence.objects.filter(pk=row.pk).update(level=4),
        lambda: Evidence.objects.filter(pk=row.pk).delete(),
        row.save,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert Evidence.objects.get() == row


def test_erasing_takes_one_ledger_and_leaves_the_others(cast: Cast) -> None:
    competency = CompetencyFactory()
    row = record(cast.amina, competency)
    show_evidence(evidence=row, by=cast.amina, at=NOW, visibility="network")
    other = record(cast.bruno, competency)

    assert erase_evidence(person=cast.amina) == 2
    assert list(Evidence.objects.all()) == [other]
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.filter(pk=other.pk).delete()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("correct"), st.sampled_from([None, 1, 2, 3, 4]), st.sampled_from(["me", "network"])),
        st.tuples(st.just("withdraw"), st.none(), st.just("me")),
        st.tuples(st.just("restore"), st.none(), st.just("me")),
    ),
    max_size=8,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_whatever_happens_the_past_stays_and_one_row_stands(steps) -> None:
    """Rows never change, a chain has one last row, and what counts is what the last step said."""
    competency = CompetencyFactory()
    row = EvidenceFactory(competency=competency, visibility="me")
    person, level, counts = row.person, row.level, True
    before: dict[int, dict] = {}
    for verb, wanted, visibility in steps:
        before |= {known["id"]: known for known in Evidence.objects.filter(person=person).values()}
        if verb == "correct":
            row = correct_evidence(
                evidence=row, by=person, at=NOW, level=wanted, occurred_on=TODAY, note="", visibility=visibility
            )
            level, counts = wanted, True
        elif verb == "withdraw":
            row, counts = withdraw_evidence(evidence=row, by=person, at=NOW), False
        else:
            row, counts = restore_evidence(evidence=row, by=person, at=NOW), True

    after = {known["id"]: known for known in Evidence.objects.filter(person=person).values()}
    assert all(after[pk] == known for pk, known in before.items())
    assert [one.pk for one in ledger_of(person)] == [row.pk]
    assert own_levels(person) == ({competency.pk: level} if counts else {})
    assert len(history_of(row)) == len(after) - 1
