"""Two windows of one person at once, over two connections: one run begins, one answer counts, nothing is lost."""

import pytest

from learning.actions import runs
from learning.enums import TargetKind
from learning.models import Answer, Run
from learning.queries.runs import position_of
from tests.cast import NOW
from tests.factories.learning import ItemBankFactory, ItemFactory
from tests.job_profiles.actions.test_at_once import at_once
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def levels(cast, competencies) -> dict:
    for one in competencies:
        for level in (2, 3):
            ItemFactory(bank=ItemBankFactory(), competency=one, level=level)
    switch_on(cast.bruno)
    return dict.fromkeys(competencies, 3)


def test_begun_twice_at_once_is_one_run(cast, levels):
    begin = {"person": cast.bruno, "kind": TargetKind.COMPETENCIES, "levels": levels, "at": NOW}
    results = at_once(*(lambda: runs.start_run(**begin) for _time in range(2)))
    assert sorted(type(one).__name__ for one in results) == ["Run", "RunRefused"]
    assert Run.objects.count() == 1


@pytest.mark.parametrize("values", [(2, 2), (2, 0)])
def test_answered_twice_at_once_is_one_answer_the_later_one(cast, levels, values):
    run = runs.start_run(person=cast.bruno, kind=TargetKind.COMPETENCIES, levels=levels, at=NOW)
    said = {"by": cast.bruno, "run": run, "item_key": position_of(run).item.key, "place": 1, "at": NOW}
    results = at_once(*(lambda value=value: runs.give_answer(**said, value=value) for value in values))
    assert [type(one).__name__ for one in results] == ["Answer", "Answer"]
    rows = list(Answer.objects.filter(run=run).values_list("place", "revision"))
    assert rows == [(1, revision) for revision in range(len(set(values)))]
