"""A run: begun once, answered in order, corrected, ended, taken away; nothing is lost on the way."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from competencies.enums import BankState, ItemKind
from competencies.models import Estimate, ItemBank, Measurement
from learning.actions import diagnostics, runs
from learning.enums import RunState, TargetKind, Verdict
from learning.models import Answer, Run
from learning.queries.runs import latest_answers, position_of
from people.queries.consents import purposes
from tests.cast import NOW
from tests.factories.learning import CLEARLY_MET, ItemBankFactory, ItemFactory, finished_run
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def bank(competencies) -> ItemBank:
    """Three statements of each competency, and one question of the first."""
    bank = ItemBankFactory()
    for one in competencies:
        for level in (2, 3, 4):
            ItemFactory(bank=bank, competency=one, level=level, key=f"{one.code}-{level}")
    return bank


@pytest.fixture
def run(cast, bank, competencies) -> Run:
    switch_on(cast.bruno)
    return begin(cast.bruno, competencies[:2])


def begin(person, competencies, **values) -> Run:
    levels = dict.fromkeys(competencies, 3)
    return runs.start_run(person=person, kind=TargetKind.COMPETENCIES, levels=levels, at=NOW, **values)


def answer(run: Run, value: int | None, *, at=NOW) -> Answer:
    position = position_of(run)
    return runs.give_answer(by=run.person, run=run, item_key=position.item.key, place=position.place, value=value, at=at)


def answer_all(run: Run, value: int | None) -> None:
    while run.state == RunState.OPEN:
        answer(run, value)
        run.refresh_from_db()


def test_a_run_begins_on_the_bank_in_force_with_its_targets(run, bank, competencies):
    assert (run.bank, run.state, run.counted) == (bank, RunState.OPEN, True)
    assert list(run.targets.values_list("competency", "level")) == [(one.pk, 3) for one in competencies[:2]]


def test_nothing_begins_while_it_is_off(cast, bank, competencies):
    with pytest.raises(runs.RunRefused, match="désactivé"):
        begin(cast.bruno, competencies)
    assert not Run.objects.exists()


def test_one_is_open_at_a_time(run, competencies):
    with pytest.raises(runs.RunRefused, match="déjà en cours"):
        begin(run.person, competencies)
    assert Run.objects.count() == 1


def test_what_the_bank_cannot_ask_about_is_left_out_and_nothing_at_all_is_refused(cast, bank, competencies):
    switch_on(cast.bruno)
    with pytest.raises(runs.RunRefused, match="au moins une"):
        begin(cast.bruno, [])


def test_the_last_answer_ends_it_and_says_what_was_found(run):
    answer_all(run, 3)
    assert run.state == RunState.FINISHED
    assert [target.verdict for target in run.targets.all()] == [Verdict.MET, Verdict.MET]
    assert Estimate.objects.filter(person=run.person, newest=True).count() == 2


def test_the_same_answer_twice_is_one_answer(run):
    position = position_of(run)
    said = {"by": run.person, "run": run, "item_key": position.item.key, "place": 1, "value": 2, "at": NOW}
    first, second = runs.give_answer(**said), runs.give_answer(**said)
    assert first.pk == second.pk
    assert Answer.objects.filter(run=run).count() == 1


def test_another_value_for_the_same_place_is_a_correction(run):
    first = answer(run, 2)
    runs.give_answer(by=run.person, run=run, item_key=first.item.key, place=1, value=0, at=NOW + MINUTE)
    assert [(one.revision, one.value) for one in Answer.objects.filter(run=run)] == [(0, 2), (1, 0)]
    assert [one.value for one in latest_answers(run)] == [0]


def test_a_statement_that_is_not_the_next_is_not_answered(run, bank):
    asked = position_of(run).item.key
    other = bank.items.exclude(key=asked).first()
    with pytest.raises(runs.RunMoved):
        runs.give_answer(by=run.person, run=run, item_key=other.key, place=1, value=2, at=NOW)
    with pytest.raises(runs.RunMoved):
        runs.give_answer(by=run.person, run=run, item_key=asked, place=7, value=2, at=NOW)
    assert not Answer.objects.filter(run=run).exists()


def test_nobody_answers_for_somebody_else(run, cast):
    item = position_of(run).item
    with pytest.raises(PermissionDenied):
        runs.give_answer(by=cast.jules, run=run, item_key=item.key, place=1, value=2, at=NOW)


def test_a_value_that_no_button_has_is_refused(run):
    with pytest.raises(runs.RunRefused, match="proposées"):
        answer(run, 4)


def test_time_is_counted_up_to_five_minutes(run):
    position = position_of(run)
    given = runs.give_answer(by=run.person, run=run, item_key=position.item.key, place=1, value=2, seconds=4000, at=NOW)
    assert given.seconds == 300


def test_i_do_not_know_is_kept_and_tells_nothing(run):
    answer_all(run, None)
    assert {one.value for one in latest_answers(run)} == {None}
    assert not Measurement.objects.exists()
    assert [target.verdict for target in run.targets.all()] == ["", ""]


def test_a_bank_that_is_retired_half_way_asks_on(run, bank):
    answer(run, 2)
    bank.state, bank.retired_at = BankState.RETIRED, NOW
    bank.save()
    ItemBankFactory(version="suivante")
    answer_all(run, 2)
    assert {one.item.bank for one in latest_answers(run)} == {bank}


def test_switched_off_half_way_nothing_is_written_and_nothing_is_lost(run):
    answer(run, 2)
    diagnostics.switch_off(by=run.person, at=NOW + MINUTE)
    with pytest.raises(runs.RunRefused, match="gardées"):
        answer(run, 2)
    with pytest.raises(runs.RunRefused):
        runs.correct_answer(by=run.person, run=run, item_key=latest_answers(run)[0].item.key, value=0, at=NOW)
    with pytest.raises(runs.RunRefused):
        runs.finish_run(by=run.person, run=run, at=NOW)
    assert [one.value for one in latest_answers(run)] == [2]
    diagnostics.switch_on(by=run.person, version=purposes["diagnostic"].version, at=NOW + 2 * MINUTE)
    answer(run, 2, at=NOW + 3 * MINUTE)
    assert len(latest_answers(run)) == 2


def test_correcting_a_finished_run_remakes_its_result(run):
    answer_all(run, 3)
    for one in latest_answers(run):
        runs.correct_answer(by=run.person, run=run, item_key=one.item.key, value=0, at=NOW + MINUTE)
    assert [target.verdict for target in run.targets.all()] == [Verdict.GAP, Verdict.GAP]


def test_earlier_runs_are_history(cast, run, competencies):
    answer_all(run, 3)
    finished_run(cast.bruno, {competencies[0]: CLEARLY_MET}, at=NOW + MINUTE)
    with pytest.raises(runs.RunRefused, match="plus récent"):
        runs.correct_answer(by=cast.bruno, run=run, item_key=latest_answers(run)[0].item.key, value=0, at=NOW + MINUTE)


def test_a_question_whose_answer_was_shown_can_only_be_set_aside(cast, competencies):
    bank = ItemBankFactory()
    question = ItemFactory(bank=bank, competency=competencies[0], kind=ItemKind.SCENARIO, level=3)
    ItemFactory(bank=bank, competency=competencies[0], level=3)
    switch_on(cast.bruno)
    run = begin(cast.bruno, competencies[:1])
    while position_of(run).item != question:
        answer(run, 1)
    place = position_of(run).place
    runs.give_answer(by=cast.bruno, run=run, item_key=question.key, place=place, value=2, at=NOW)
    with pytest.raises(runs.RunRefused, match="montrée"):
        runs.correct_answer(by=cast.bruno, run=run, item_key=question.key, value=0, at=NOW)
    runs.correct_answer(by=cast.bruno, run=run, item_key=question.key, value=None, at=NOW)
    assert {one.item: one.value for one in latest_answers(run)}[question] is None


def test_ending_early_leaves_the_rest_to_be_discussed(run):
    with pytest.raises(runs.RunRefused, match="au moins un"):
        runs.finish_run(by=run.person, run=run, at=NOW)
    answer(run, 2)
    runs.finish_run(by=run.person, run=run, at=NOW)
    run.refresh_from_db()
    assert run.state == RunState.FINISHED
    assert Verdict.UNDECIDED in {target.verdict for target in run.targets.all()}


def test_whether_it_counts_can_be_changed(run, cast):
    runs.set_counted(by=run.person, run=run, counted=False, at=NOW)
    run.refresh_from_db()
    assert run.counted is False
    with pytest.raises(PermissionDenied):
        runs.set_counted(by=cast.jules, run=run, counted=True, at=NOW)


def test_a_deleted_run_takes_what_it_measured_with_it(run):
    answer_all(run, 3)
    runs.delete_run(by=run.person, run=run, at=NOW)
    assert (Run.objects.count(), Answer.objects.count(), Measurement.objects.count(), Estimate.objects.count()) == (
        0,
        0,
        0,
        0,
    )
