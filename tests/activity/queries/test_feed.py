"""The feed against a naive oracle: the same lines in the same order, whatever is followed, at any depth."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activity.actions import feed as feed_actions
from activity.actions import subscriptions
from activity.enums import SubscriptionLevel
from activity.models import FeedLine, FeedSource, Subscription
from activity.queries import feed
from people.actions.audiences import add_reader, create_closed
from people.models import AudienceMember, Organisation, Person
from people.queries.audiences import audience_ids, network_audience_id
from tests.cast import NOW
from tests.factories.activity import line_of
from tests.factories.people import OrganisationFactory, PersonFactory


def everything(person: Person, size: int) -> list[int]:
    """Every page one after the other."""
    found: list[int] = []
    cursor: str | None = None
    while True:
        page = feed.page(person, cursor, size)
        found += [line.id for line in page.lines]
        if not page.next_cursor:
            return found
        cursor = page.next_cursor


def oracle(person: Person) -> list[int]:
    """The definition, slowly: lines that a followed thing is a source of, in the person's audiences."""
    followed = set(
        Subscription.objects.filter(person=person).exclude(level="none").values_list("content_type_id", "object_id")
    )
    readable = set(audience_ids(person))
    lines = {
        (source.line.at, source.line_id)
        for source in FeedSource.objects.select_related("line")
        if (source.source_type_id, source.source_id) in followed and source.line.audience_id in readable
    }
    return [number for _at, number in sorted(lines, reverse=True)]


@pytest.fixture
def world(db):
    """Things to follow, circles of readers, somebody who reads."""
    places = [OrganisationFactory() for _ in range(8)]
    return places, [create_closed(name="A"), create_closed(name="B")], PersonFactory()


line = st.tuples(
    st.lists(st.integers(0, 4), max_size=4),  # sources
    st.integers(0, 2),  # audience: the network's or one of two circles
    st.integers(0, 6),  # minutes: many fall on the same moment
)
follow = st.tuples(st.integers(0, 7), st.sampled_from(["all", "digest", "none"]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(line, max_size=14),
    follows=st.lists(follow, min_size=1, max_size=6),
    circle=st.integers(0, 2),
    size=st.integers(1, 5),
    touched=st.lists(st.tuples(st.integers(0, 13), st.integers(0, 9)), max_size=4),
)
def test_every_page_equals_the_oracle(world, lines, follows, circle, size, touched):
    places, circles, person = world
    for table in (FeedLine, Subscription, AudienceMember):
        table.objects.all().delete()
    things = [OrganisationFactory() for _ in lines]
    audiences = [network_audience_id(), circles[0].pk, circles[1].pk]
    for thing, (sources, audience, minutes) in zip(things, lines, strict=True):
        line_of(
            thing,
            sources=[places[number] for number in sources],
            audience_id=audiences[audience],
            at=NOW + dt.timedelta(minutes=minutes),
        )
    for number, minutes in touched:
        if number < len(things):
            feed_actions.touch_line(obj=things[number], actor=None, at=NOW + dt.timedelta(minutes=minutes))
    for number, level in follows:
        subscriptions.follow(person=person, target=places[number], level=level, at=NOW)
    if circle:
        add_reader(audience=circles[circle - 1], person=person)
    expected = oracle(person)
    if expected:
        assert everything(person, size) == expected
        assert not feed.page(person).everybody
    else:
        public = FeedLine.objects.filter(audience=network_audience_id()).order_by("-at", "-id")
        assert everything(person, size) == list(public.values_list("pk", flat=True))


def test_who_follows_nothing_sees_what_everybody_may_read(cast):
    circle = create_closed(name="Cercle")
    shown, _hidden = line_of(cast.bruno.organisation), line_of(cast.chloe.organisation, audience_id=circle.pk)
    page = feed.page(cast.david)
    assert (page.everybody, [line.id for line in page.lines]) == (True, [shown.pk])


def test_older_lines_of_everybody_stay_everybodys(cast):
    numbers = [line_of(OrganisationFactory(), at=NOW + dt.timedelta(minutes=n)).pk for n in range(3)]
    first = feed.page(cast.david, size=2)
    second = feed.page(cast.david, first.next_cursor, size=2)
    assert [line.id for line in first.lines + second.lines] == numbers[::-1]
    assert (second.everybody, second.next_cursor) == (True, "")


def test_a_cursor_made_by_hand_counts_as_none(cast):
    number = line_of(cast.bruno.organisation).pk
    assert [line.id for line in feed.page(cast.david, "n’importe quoi").lines] == [number]


def test_a_muted_thing_brings_nothing(cast):
    place = cast.bruno.organisation
    line_of(place)
    other = line_of(OrganisationFactory(), sources=[cast.chloe])
    subscriptions.follow(person=cast.david, target=cast.chloe, at=NOW)
    subscriptions.follow(person=cast.david, target=place, level=SubscriptionLevel.NONE, at=NOW)
    assert [line.id for line in feed.page(cast.david).lines] == [other.pk]


def test_how_many_moved_since(cast):
    for minutes in range(4):
        line_of(OrganisationFactory(), sources=[cast.chloe], at=NOW + dt.timedelta(minutes=minutes))
    subscriptions.follow(person=cast.david, target=cast.chloe, at=NOW)
    assert feed.newer_than(cast.david, NOW + dt.timedelta(minutes=1)) == 2
    assert feed.newer_than(cast.david, NOW - dt.timedelta(days=1), limit=3) == 3
    assert feed.newer_than(cast.david, timezone.now() + dt.timedelta(days=9)) == 0


def test_one_query_at_one_and_at_three_lines(cast, django_assert_num_queries):
    subscriptions.follow(person=cast.david, target=cast.chloe, at=NOW)
    Organisation.objects.first()
    feed.page(cast.david)
    for _ in (1, 3):
        line_of(OrganisationFactory(), sources=[cast.chloe])
        line_of(OrganisationFactory(), sources=[cast.chloe])
        with django_assert_num_queries(1):
            feed.page(cast.david)


def mute(person, *people):
    for one in people:
        subscriptions.follow(person=person, target=one, level=SubscriptionLevel.NONE, at=NOW)


def numbers_of(person, **values):
    return [line.id for line in feed.page(person, **values).lines]


def test_what_a_muted_person_wrote_is_left_out_unless_somebody_else_wrote_it_too(cast):
    place = cast.bruno.organisation
    theirs = line_of(OrganisationFactory(), sources=[place, cast.chloe])
    both = line_of(OrganisationFactory(), sources=[place, cast.chloe, cast.amina], at=NOW + dt.timedelta(minutes=1))
    nobodys = line_of(OrganisationFactory(), sources=[place], at=NOW + dt.timedelta(minutes=2))
    subscriptions.follow(person=cast.david, target=place, at=NOW)
    assert numbers_of(cast.david) == [nobodys.pk, both.pk, theirs.pk]
    mute(cast.david, cast.chloe)
    assert numbers_of(cast.david) == [nobodys.pk, both.pk]
    assert feed.newer_than(cast.david, NOW - dt.timedelta(days=1)) == 2
    mute(cast.david, cast.amina)
    assert numbers_of(cast.david) == [nobodys.pk]


def test_pages_stay_whole_when_muted_lines_lie_between(cast):
    place = cast.bruno.organisation
    lines = [
        line_of(
            OrganisationFactory(), sources=[place, cast.chloe if n % 2 else cast.amina], at=NOW + dt.timedelta(minutes=n)
        )
        for n in range(8)
    ]
    subscriptions.follow(person=cast.david, target=place, at=NOW)
    mute(cast.david, cast.chloe)
    assert everything(cast.david, 2) == [line.pk for line in lines[::-1] if lines.index(line) % 2 == 0]


def test_who_follows_nothing_and_muted_somebody_does_not_see_them_either(cast):
    shown = line_of(OrganisationFactory(), sources=[cast.amina])
    line_of(OrganisationFactory(), sources=[cast.chloe], at=NOW + dt.timedelta(minutes=1))
    mute(cast.david, cast.chloe)
    assert (feed.page(cast.david).everybody, numbers_of(cast.david)) == (True, [shown.pk])
