"""What the home page suggests: nothing to who switched it off, one thing to the others."""

import datetime as dt

import pytest

from competencies.queries.next_steps import next_steps
from learning.actions import diagnostics
from tests.cast import NOW
from tests.factories.learning import AnswerFactory, RunFactory
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db
RESUME, BEGIN = "reprendre-diagnostic", "commencer-diagnostic"


def suggested(person, key):
    step = next_steps[key].suggest(person, NOW)
    return step.title if step else None


def test_who_never_decided_may_discover_it_last_of_all(cast):
    assert suggested(cast.bruno, BEGIN) == "Découvrir le diagnostic de mes besoins"
    assert suggested(cast.bruno, RESUME) is None
    assert next_steps[BEGIN].order == max(step.order for step in next_steps)


def test_who_switched_it_on_is_led_to_the_choice(cast):
    switch_on(cast.bruno)
    assert suggested(cast.bruno, BEGIN) == "Faire mon premier diagnostic"


def test_who_has_one_open_is_led_back_to_it(cast):
    switch_on(cast.bruno)
    run = RunFactory(person=cast.bruno)
    AnswerFactory(run=run)
    AnswerFactory(run=run)
    step = next_steps[RESUME].suggest(cast.bruno, NOW)
    assert (step.title, step.url, step.reason) == (
        "Reprendre mon diagnostic",
        f"/apprentissage/diagnostic/{run.pk}/",
        "2 réponses sont gardées.",
    )
    assert suggested(cast.bruno, BEGIN) is None


def test_who_switched_it_off_hears_nothing(cast):
    switch_on(cast.bruno)
    RunFactory(person=cast.bruno)
    diagnostics.switch_off(by=cast.bruno, at=NOW + dt.timedelta(hours=1))
    assert (suggested(cast.bruno, RESUME), suggested(cast.bruno, BEGIN)) == (None, None)


@pytest.mark.parametrize("key", [RESUME, BEGIN])
def test_one_query(cast, django_assert_num_queries, key):
    with django_assert_num_queries(1):
        next_steps[key].suggest(cast.amina, NOW)
