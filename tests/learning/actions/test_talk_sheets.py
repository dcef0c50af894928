"""The talk sheet: what it may name, remade and thrown away; nothing that tells a level leaves with it."""

import pytest
from django.core.exceptions import PermissionDenied

from learning.actions import diagnostics, talk_sheets
from learning.models import TalkSheet, TalkSheetLine
from learning.queries.results import result_of
from learning.queries.talk_sheets import candidates
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, CLEARLY_SHORT, OPEN_QUESTION, finished_run, switch_on


@pytest.fixture
def run(cast):
    switch_on(cast.bruno)
    said = (OPEN_QUESTION, CLEARLY_SHORT, CLEARLY_MET)
    return finished_run(cast.bruno, {CompetencyFactory(): answers for answers in said})


def ids(run):
    return [target.competency_id for target in run.targets.all()]


def write(cast, run, questions, note=""):
    return talk_sheets.write_sheet(by=cast.bruno, run=run, questions=questions, note=note, at=NOW)


def test_written_again_it_is_the_same_sheet(cast, run):
    first, second, _third = ids(run)
    sheet = write(cast, run, {first: "Quand?", second: "Avec qui?"})

    again = write(cast, run, {second: "Où?"}, "Bonjour.")

    assert again.pk == sheet.pk
    assert [(line.competency_id, line.question) for line in again.lines.all()] == [(second, "Où?")]
    assert TalkSheet.objects.get().note == "Bonjour."


def test_nothing_ticked_and_foreign_competencies_are_refused(cast, run):
    with pytest.raises(talk_sheets.SheetRefused):
        write(cast, run, {})
    with pytest.raises(talk_sheets.SheetRefused):
        write(cast, run, {CompetencyFactory().pk: "Quand?"})
    diagnostics.switch_off(by=cast.bruno, at=NOW)
    with pytest.raises(talk_sheets.SheetRefused):
        write(cast, run, {ids(run)[0]: "Quand?"})
    assert not TalkSheet.objects.exists()


def test_one_s_own_alone(cast, run):
    with pytest.raises(PermissionDenied):
        talk_sheets.write_sheet(by=cast.amina, run=run, questions={ids(run)[0]: "Quand?"}, note="", at=NOW)
    sheet = write(cast, run, {ids(run)[0]: "Quand?"})
    with pytest.raises(PermissionDenied):
        talk_sheets.delete_sheet(by=cast.jules, sheet=sheet, at=NOW)


def test_what_is_proposed_follows_the_framework_and_not_the_verdict(cast, run):
    """Same places, other verdicts: the same questions in the same order. Only what is ticked beforehand differs."""
    other = finished_run(cast.bruno, {target.competency: CLEARLY_MET for target in run.targets.all()})

    open_and_short, all_met = (candidates(result_of(one, NOW), None) for one in (run, other))

    assert [(one.competency, one.question) for one in open_and_short] == [(one.competency, one.question) for one in all_met]
    assert [one.ticked for one in all_met] == [False, False, False]


def test_the_table_has_no_room_for_a_level():
    """A level, a chance or a verdict has no column to stand in, neither on the sheet nor on its lines."""
    assert {field.name for field in TalkSheet._meta.concrete_fields} == {"id", "person", "run", "note", "made_at"}
    assert {field.name for field in TalkSheetLine._meta.concrete_fields} == {
        "id",
        "sheet",
        "competency",
        "question",
        "order",
    }
