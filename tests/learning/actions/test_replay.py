"""A run is a pure function of the bank's version and of the stored answers: any step can be found again from the log."""

import random

import pytest

from competencies.enums import ItemKind
from competencies.models import Competency, Measurement
from competencies.queries.bank import parameters_of
from competencies.rules.adaptive import next_item
from competencies.rules.graded import mean_of
from competencies.rules.sources import answers_curve, together
from learning.actions.runs import PURPOSE, correct_answer, give_answer, start_run
from learning.enums import RunState, TargetKind
from learning.models import Answer, Run
from learning.queries.runs import bank_of, given, latest_answers, levels_aimed, outcome, position_of, targets_of
from people.actions.consents import decide
from people.models import Person
from people.queries.consents import purposes
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory, GroupFactory
from tests.factories.learning import ItemBankFactory, ItemFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    person = PersonFactory()
    decide(person=person, purpose=PURPOSE, version=purposes[PURPOSE].version, choice="given", at=NOW)
    return person


@pytest.fixture
def levels() -> dict[Competency, int]:
    """Three competencies in two groups: four statements and a question each."""
    bank, chosen = ItemBankFactory(), {}
    for place, code in enumerate(("AAA1", "AAA2", "BBB1")):
        competency = CompetencyFactory(code=code, group=GroupFactory(code=code[:3]))
        for number, level in enumerate((1, 2, 3, 4)):
            ItemFactory(bank=bank, competency=competency, level=level, key=f"{code}-{number}")
        ItemFactory(bank=bank, competency=competency, level=2, key=f"{code}-9", kind=ItemKind.SCENARIO)
        chosen[competency] = 2 + place % 2
    return chosen


def answer_all(run: Run, seed: int) -> Run:
    rng = random.Random(seed)
    while (position := position_of(run)).item is not None:
        value = rng.choice([None, 0, 1, 2, 3])
        give_answer(by=run.person, run=run, item_key=position.item.key, place=position.place, value=value, at=NOW)
        run.refresh_from_db()
    return run


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_step_is_found_again_from_the_log(person: Person, levels: dict[Competency, int], seed: int) -> None:
    run = answer_all(start_run(person=person, kind=TargetKind.COMPETENCIES, levels=levels, at=NOW), seed)
    assert run.state == RunState.FINISHED
    answers, aimed, bank = latest_answers(run), levels_aimed(targets_of(run)), bank_of(run)
    for place, answer in enumerate(answers):
        assert next_item(bank, aimed, given(answers[:place])) == answer.item.key
    assert next_item(bank, aimed, given(answers)) is None


def test_estimates_are_found_again_from_the_log(person: Person, levels: dict[Competency, int]) -> None:
    run = answer_all(start_run(person=person, kind=TargetKind.COMPETENCIES, levels=levels, at=NOW), 4)
    for target in targets_of(run):
        curves = []
        for kind in ItemKind:
            said = [
                (parameters_of(one.item), outcome(one.item, one.value))
                for one in latest_answers(run)
                if one.item.competency_id == target.competency_id and one.item.kind == kind and one.value is not None
            ]
            if said:
                curves.append(answers_curve(said))
        assert target.estimate is not None
        assert target.estimate.mean == pytest.approx(mean_of(together(curves)), abs=1e-9)
        assert Measurement.objects.filter(competency=target.competency_id).count() == len(curves)


def test_a_correction_keeps_what_was_asked_and_remakes_the_result(person: Person, levels: dict[Competency, int]) -> None:
    run = answer_all(start_run(person=person, kind=TargetKind.COMPETENCIES, levels=levels, at=NOW), 5)
    first = next(one for one in latest_answers(run) if one.item.kind == ItemKind.GRADED and (one.value or 0) < 3)
    before = {one.competency_id: one.estimate.mean for one in targets_of(run) if one.estimate}
    asked = [one.item.key for one in latest_answers(run)]
    correct_answer(by=person, run=run, item_key=first.item.key, value=3, at=NOW)
    run.refresh_from_db()
    after = {one.competency_id: one.estimate.mean for one in targets_of(run) if one.estimate}
    assert [one.item.key for one in latest_answers(run)] == asked
    assert Answer.objects.filter(run=run, item=first.item).count() == 2
    assert after[first.item.competency_id] > before[first.item.competency_id]
    assert {pk: mean for pk, mean in after.items() if pk != first.item.competency_id} == {
        pk: pytest.approx(mean) for pk, mean in before.items() if pk != first.item.competency_id
    }
