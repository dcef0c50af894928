"""The result of a run: three lists, what would settle the open ones, one step per gap, sources beside the whole."""

import datetime as dt

import pytest

from competencies.actions.estimates import Measured, record_measurements
from competencies.enums import Source
from competencies.rules.sources import MANAGER, blurred
from learning.enums import Verdict
from learning.models import Run
from learning.queries import explanations, results
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory, EvidenceFactory, GroupFactory
from tests.factories.learning import (
    CLEARLY_MET,
    CLEARLY_SHORT,
    OPEN_QUESTION,
    RunFactory,
    RunTargetFactory,
    bell,
    finished_run,
)

YEAR = dt.timedelta(days=365)


@pytest.fixture
def three(cast):
    """One strength, one gap, one to discuss, in the order of the framework."""
    return [CompetencyFactory(name_fr=name) for name in ("Planifier", "Mesurer", "Rédiger")]


def told(three):
    return dict(zip(three, (CLEARLY_MET, CLEARLY_SHORT, OPEN_QUESTION), strict=True))


def test_three_lists(cast, three):
    result = results.result_of(finished_run(cast.bruno, told(three)), NOW)

    assert [one.competency.name_fr for one in result.met] == ["Planifier"]
    assert [one.competency.name_fr for one in result.gaps] == ["Mesurer"]
    assert [one.competency.name_fr for one in result.undecided] == ["Rédiger"]
    assert (result.statements, result.minutes, result.latest) == (9, 1, True)


def test_what_nothing_was_said_of_is_to_discuss_and_has_no_level(cast, three):
    run = finished_run(cast.bruno, {three[0]: CLEARLY_MET})
    RunTargetFactory(run=run, competency=three[1], level=2)

    [untold] = results.result_of(run, NOW).undecided

    assert (untold.summary, untold.chance, untold.parts) == (None, None, [])


def test_age_takes_certainty_and_leaves_the_level(cast, three):
    run = finished_run(cast.bruno, told(three), at=NOW)

    fresh, old = results.result_of(run, NOW), results.result_of(run, NOW + 40 * YEAR)

    for new, aged in zip(fresh.findings, old.findings, strict=True):
        assert aged.mean == pytest.approx(new.mean)
        assert aged.summary.high - aged.summary.low > new.summary.high - new.summary.low
    assert [one.verdict for one in old.findings] == [Verdict.UNDECIDED] * 3
    assert [one.then for one in old.findings] == [Verdict.MET, Verdict.GAP, Verdict.UNDECIDED]
    assert [one.competency for one in old.reopened] == three[:2]


def test_an_older_run_stays_as_it_was_found(cast, three):
    before = finished_run(cast.bruno, {three[0]: CLEARLY_SHORT}, at=NOW - 2 * YEAR)
    finished_run(cast.bruno, {three[0]: CLEARLY_MET}, at=NOW)

    result = results.result_of(before, NOW)

    assert result.latest is False
    assert [one.verdict for one in result.findings] == [Verdict.GAP]


def test_a_manager_s_word_stands_beside_one_s_own_and_moves_the_whole(cast, three):
    run = finished_run(cast.bruno, {three[1]: CLEARLY_SHORT})
    said = Measured(three[1].pk, Source.MANAGER, blurred(bell(3.6), MANAGER), 3)
    record_measurements(person=cast.bruno, key="rating:1", slot="rater:1", measured=[said], at=NOW)

    [finding] = results.result_of(run, NOW).findings

    assert [part.source for part in finding.parts] == [Source.MANAGER, Source.SELF]
    assert finding.apart is not None
    assert finding.apart[:2] == (Source.SELF, Source.MANAGER)
    alone = {part.source: part.mean for part in finding.parts}
    assert alone[Source.SELF] < finding.mean < alone[Source.MANAGER]


def test_what_would_settle_it_is_tried_not_told(cast, three):
    run = finished_run(cast.bruno, told(three))

    result = explanations.explained(results.result_of(run, NOW), cast.bruno, NOW)

    assert list(result.turns) == [three[2].pk]
    assert all(turn.trials for turn in result.turns[three[2].pk])


def test_one_step_for_a_gap_comes_from_who_shows_the_level(cast, three):
    EvidenceFactory(person=cast.esther, competency=three[1], level=4)
    EvidenceFactory(person=cast.amina, competency=three[1], level=2)
    EvidenceFactory(person=cast.bruno, competency=three[1], level=4)
    run = finished_run(cast.bruno, told(three))

    result = explanations.explained(results.result_of(run, NOW), cast.bruno, NOW)

    first, *others = result.steps[three[1].pk]
    assert first.url == cast.esther.get_absolute_url()
    assert {step.kind for step in others} == {"mentoring", "work_assignment"}  # what can always be done
    assert set(result.steps) == {three[1].pk}


def test_statements_that_decided_went_the_way_of_the_decision(cast, three):
    run = finished_run(cast.bruno, told(three))

    found = explanations.explanation_of(run, results.finding_of(run, results.target_of(run, three[1].code), NOW), NOW)

    assert [one.answer.value for one in found.decisive] == [0] * len(found.decisive)
    assert found.decisive and all(one.moved < 0 for one in found.decisive)


def test_means_by_group_leave_out_what_nothing_was_said_of(cast):
    told_of = CompetencyFactory(group=GroupFactory(code="A", order=1))
    silent = CompetencyFactory(group=GroupFactory(code="B", order=2))
    run = finished_run(cast.bruno, {told_of: CLEARLY_MET})
    RunTargetFactory(run=run, competency=silent, level=2)

    first, second = results.group_means(results.result_of(run, NOW).findings)

    assert (first.aimed, second.found, second.aimed) == (3.0, None, 2.0)
    assert first.found == pytest.approx(results.result_of(run, NOW).findings[0].mean)


def test_nobody_else_s_run_and_no_open_one(cast, three):
    run = finished_run(cast.bruno, told(three))
    for key, person in cast:
        if key != "bruno":
            with pytest.raises(Run.DoesNotExist):
                results.finished_run(person, run.pk)
    with pytest.raises(Run.DoesNotExist):
        results.finished_run(cast.bruno, RunFactory(person=cast.bruno).pk)
