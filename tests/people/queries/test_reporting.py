"""The line of management against brute force, on made-up graphs with dates."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.actions.reporting import ReportingRefused, set_manager
from people.models import ReportsTo
from people.queries.reporting import circle_of, in_line_of_management, line_ids, reports_of
from people.rules.reporting import FOREVER, Link, leads_to
from tests.cast import NOW, TODAY
from tests.factories.people import OrganisationFactory, PersonFactory

SIZE = 6
START = dt.date(2026, 1, 1)
links_strategy = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 6), st.integers(0, 6)), max_size=12
).map(lambda rows: [(a, b, min(x, y), max(x, y)) for a, b, x, y in rows if a != b])


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def above(links: list[tuple[int, int, int, int]], person: int, on: int) -> set[int]:
    """Brute force: everybody reached by going up, that day."""
    found, waiting = set(), {person}
    while waiting:
        here = waiting.pop()
        for who, manager, first, last in links:
            if who == here and first <= on <= last and manager not in found:
                found.add(manager)
                waiting.add(manager)
    return found


class LineOfManagement(TestCase):
    """Rows stay for the class; each example clears the links."""

    def setUp(self) -> None:
        organisation = OrganisationFactory()
        self.people = [PersonFactory(organisation=organisation) for _number in range(SIZE)]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(links=links_strategy, on=st.integers(0, 6))
    def test_in_line_is_above_or_below_even_through_circles(self, links, on):
        ReportsTo.objects.all().delete()
        ReportsTo.objects.bulk_create(
            ReportsTo(person=self.people[a], manager=self.people[b], from_on=day(x), to_on=day(y)) for a, b, x, y in links
        )
        for a in range(SIZE):
            expected = {b for b in range(SIZE) if b != a and (b in above(links, a, on) or a in above(links, b, on))}
            assert line_ids(self.people[a], day(on)) == {self.people[b].pk for b in expected}
            for b in range(a, SIZE):
                found = in_line_of_management(self.people[a], self.people[b], day(on))
                assert found == (b in expected)
                assert found == in_line_of_management(self.people[b], self.people[a], day(on))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(links=links_strategy, new=st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 6)))
    def test_a_circle_is_seen_when_some_day_closes_one(self, links, new):
        person, manager, first = new
        if person == manager:
            return
        ReportsTo.objects.all().delete()
        ReportsTo.objects.bulk_create(
            ReportsTo(person=self.people[a], manager=self.people[b], from_on=day(x), to_on=day(y)) for a, b, x, y in links
        )
        expected = any(person in above(links, manager, on) for on in range(first, 7))
        assert bool(circle_of(self.people[person], self.people[manager], day(first))) == expected
        graph: dict[int, list[Link]] = {}
        for a, b, x, y in links:
            graph.setdefault(a, []).append(Link(b, day(x), day(y)))
        assert leads_to(graph, manager, person, day(first), FOREVER) == expected

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(wishes=st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), st.integers(0, 6)), max_size=14))
    def test_whatever_is_asked_the_action_never_lets_a_circle_in(self, wishes):
        ReportsTo.objects.all().delete()
        for person, manager, first in wishes:
            try:
                set_manager(person=self.people[person], manager=self.people[manager], from_on=day(first), by=None, at=NOW)
            except ReportingRefused:
                continue
        place = {person.pk: number for number, person in enumerate(self.people)}
        links = [
            (
                place[row.person_id],
                place[row.manager_id],
                (row.from_on - START).days,
                99 if row.to_on is None else (row.to_on - START).days,
            )
            for row in ReportsTo.objects.all()
        ]
        assert not any(person in above(links, person, on) for person in range(SIZE) for on in range(8))
        assert all(
            sum(a == person and x <= on <= y for a, _b, x, y in links) <= 1 for person in range(SIZE) for on in range(8)
        )


@pytest.mark.django_db
def test_reports_are_those_of_the_day(cast):
    assert set(reports_of(cast.jules, TODAY)) == {cast.amina, cast.bruno}
    assert in_line_of_management(cast.amina, cast.jules, TODAY)
    assert not in_line_of_management(cast.amina, cast.bruno, TODAY)
    assert not in_line_of_management(cast.amina, cast.amina, TODAY)
    assert not in_line_of_management(cast.amina, cast.jules, dt.date(2020, 1, 1))
