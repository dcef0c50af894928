"""How long diagnostics are kept: counted first, then deleted, twice the same."""

import datetime as dt

from competencies.models import Estimate, Measurement
from learning.actions import retention
from learning.models import Run
from people.actions.departures import end_access
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, RunFactory, finished_run

DAY = dt.timedelta(days=1)


def test_an_open_run_goes_half_a_year_after_its_last_answer(cast):
    RunFactory(person=cast.amina, started_at=NOW - 184 * DAY)
    kept = RunFactory(person=cast.bruno, started_at=NOW - 182 * DAY)

    assert retention.forget_open_runs(NOW, True) == 1
    assert Run.objects.count() == 2
    assert retention.forget_open_runs(NOW, False) == 1
    assert retention.forget_open_runs(NOW, False) == 0
    assert list(Run.objects.all()) == [kept]


def test_everything_goes_five_years_after_the_last_measure(cast):
    finished_run(cast.amina, {CompetencyFactory(): CLEARLY_MET}, at=NOW - 1830 * DAY)
    finished_run(cast.bruno, {CompetencyFactory(): CLEARLY_MET}, at=NOW - 1830 * DAY)
    finished_run(cast.bruno, {CompetencyFactory(): CLEARLY_MET}, at=NOW - 100 * DAY)

    assert retention.forget_old_diagnostics(NOW, True) == 1
    assert retention.forget_old_diagnostics(NOW, False) == 1
    assert retention.forget_old_diagnostics(NOW, False) == 0
    assert {run.person for run in Run.objects.all()} == {cast.bruno}
    assert Run.objects.count() == 2
    assert {*Estimate.objects.values_list("person", flat=True)} == {cast.bruno.pk}
    assert {*Measurement.objects.values_list("person", flat=True)} == {cast.bruno.pk}


def test_of_who_left_everything_goes_after_a_month(cast):
    finished_run(cast.amina, {CompetencyFactory(): CLEARLY_MET})
    end_access(by=cast.olga, person=cast.amina, at=NOW)

    assert retention.forget_of_who_left(NOW + 29 * DAY, False) == 0
    assert retention.forget_of_who_left(NOW + 31 * DAY, True) == 1
    assert retention.forget_of_who_left(NOW + 31 * DAY, False) == 1
    assert (Run.objects.count(), Estimate.objects.count()) == (0, 0)
