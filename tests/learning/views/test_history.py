"""Finished runs over time, and two of them side by side."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.queries.history import changes_between, moments_of
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, CLEARLY_SHORT, finished_run, switch_on

YEAR = dt.timedelta(days=365)


@pytest.fixture
def two(cast):
    """Short a year ago, met today; one competency stands in the second alone."""
    switch_on(cast.bruno)
    both, only = CompetencyFactory(), CompetencyFactory()
    now = timezone.now()
    before = finished_run(cast.bruno, {both: CLEARLY_SHORT}, at=now - YEAR)
    return before, finished_run(cast.bruno, {both: CLEARLY_MET, only: CLEARLY_MET}, at=now), both


def compare(first, second):
    return f"{reverse('learning:run-compare')}?a={first}&b={second}"


def test_what_moved_is_said_clearly_when_bands_part(client_of, cast, two):
    before, after, both = two
    [change] = changes_between(before, after)
    assert (change.competency, change.clear) == (both, True)

    for pair in ((before.pk, after.pk), (after.pk, before.pk)):
        page = client_of(cast.bruno).get(compare(*pair)).content.decode()
        assert "plus haut de" in page
        assert "(nettement)" in page


def test_levels_over_time_oldest_first(cast, two):
    before, after, both = two
    found = moments_of(cast.bruno, both)
    assert [moment.because for moment in found] == [before.key, after.key]
    assert found[0].mean < found[1].mean


@pytest.mark.parametrize("query", ["", "?a=1", "?a=x&b=y", "?a=9999999999999999999999&b=1"])
def test_what_names_no_two_runs_is_not_there(client_of, cast, two, query):
    assert client_of(cast.bruno).get(reverse("learning:run-compare") + query).status_code == 404


def test_runs_of_another_are_not_there(client_of, cast, two):
    before, after, _both = two
    switch_on(cast.amina)
    assert client_of(cast.amina).get(compare(before.pk, after.pk)).status_code == 404
    assert client_of(cast.bruno).get(compare(before.pk, before.pk)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(client_of, cast, django_assert_num_queries, number):
    switch_on(cast.bruno)
    for at in range(number):
        finished_run(cast.bruno, {CompetencyFactory(): CLEARLY_MET}, at=timezone.now() - at * YEAR)
    client = client_of(cast.bruno)
    client.get(reverse("learning:history"))
    with django_assert_num_queries(5):
        page = client.get(reverse("learning:history"))
    assert len(page.context["past"]) == number
