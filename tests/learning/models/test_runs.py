"""A run made by the factory is what the rules make of its answers."""

from learning.enums import Verdict
from learning.models import Run
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, CLEARLY_SHORT, OPEN_QUESTION, finished_run


def test_verdicts_of_three_ways_to_answer(cast):
    said = {CompetencyFactory(): CLEARLY_MET, CompetencyFactory(): CLEARLY_SHORT, CompetencyFactory(): OPEN_QUESTION}

    run = finished_run(cast.bruno, said)

    assert [target.verdict for target in run.targets.all()] == [Verdict.MET, Verdict.GAP, Verdict.UNDECIDED]
    assert run.answers.count() == 9


def test_a_run_is_its_person_s_alone(cast):
    run = finished_run(cast.bruno, {CompetencyFactory(): CLEARLY_MET})

    assert list(Run.objects.visible_to(cast.bruno)) == [run]
    for key, person in cast:
        if key != "bruno":
            assert not Run.objects.visible_to(person).exists(), key
