"""Lines of the feed: made once, moved up, taken away, given to other readers."""

import datetime as dt

import pytest
from django.core.cache import cache

from activity.actions import feed
from activity.models import FeedLine, FeedSource
from activity.queries.feed_cards import GENERATION_KEY, card_key
from activity.queries.targets import Ref, ref_of
from people.actions.audiences import create_closed
from people.queries.audiences import network_audience_id
from tests.cast import NOW
from tests.factories.activity import line_of
from tests.factories.people import OrganisationFactory


def sources_of(line: FeedLine) -> set[Ref]:
    return {Ref(row.source_type_id, row.source_id) for row in FeedSource.objects.filter(line=line)}


def test_a_line_is_followed_by_itself_its_place_and_its_sources(cast):
    thing, place = OrganisationFactory(), OrganisationFactory()
    line = line_of(thing, container=place, sources=[cast.amina, place], actor=cast.amina, topic_ids=[3, 1, 3])
    assert sources_of(line) == {ref_of(thing), ref_of(place), ref_of(cast.amina)}
    line.refresh_from_db()
    assert (line.topics, line.actor, line.at, line.created_at) == ([1, 3], cast.amina, NOW, NOW)


def test_recorded_again_it_is_the_same_line_with_exactly_the_new_sources(cast):
    thing, later = OrganisationFactory(), NOW + dt.timedelta(hours=1)
    first = line_of(thing, sources=[cast.amina, cast.bruno])
    second = line_of(thing, sources=[cast.chloe, cast.bruno], at=later, kind="other")
    assert first.pk == second.pk
    assert sources_of(second) == {ref_of(thing), ref_of(cast.chloe), ref_of(cast.bruno)}
    line = FeedLine.objects.get()
    assert (line.kind, line.at, line.created_at) == ("other", later, NOW)
    assert set(FeedSource.objects.values_list("at", flat=True)) == {later}


def test_it_moves_up_and_never_down(cast):
    thing, later = OrganisationFactory(), NOW + dt.timedelta(hours=1)
    line = line_of(thing, sources=[cast.amina])
    assert feed.touch_line(obj=thing, actor=cast.bruno, at=later)
    assert feed.touch_line(obj=thing, actor=cast.chloe, at=NOW)
    line.refresh_from_db()
    assert (line.at, line.actor) == (later, cast.chloe)
    assert set(FeedSource.objects.values_list("at", flat=True)) == {later}
    assert not feed.touch_line(obj=OrganisationFactory(), actor=None, at=later)


def test_removed_it_leaves_nothing(cast):
    thing = OrganisationFactory()
    line_of(thing, sources=[cast.amina])
    assert feed.remove_line(obj=thing)
    assert not feed.remove_line(obj=thing)
    assert (FeedLine.objects.count(), FeedSource.objects.count()) == (0, 0)


def test_other_readers_of_a_place_or_of_one_thing(cast):
    place, circle = OrganisationFactory(), create_closed(name="Cercle")
    inside, outside = OrganisationFactory(), OrganisationFactory()
    line_of(inside, container=place)
    line_of(outside, sources=[place])
    assert feed.set_audience(container=place, audience_id=circle.pk) == 1
    assert FeedLine.objects.get(audience=circle).object_id == inside.pk
    assert set(FeedSource.objects.filter(line__object_id=inside.pk).values_list("audience_id", flat=True)) == {circle.pk}
    assert feed.set_audience(obj=inside, audience_id=network_audience_id()) == 1
    assert not FeedLine.objects.filter(audience=circle).exists()
    with pytest.raises(ValueError):
        feed.set_audience(audience_id=circle.pk)


def test_kept_cards_go_with_the_commit(cast, django_capture_on_commit_callbacks):
    thing = OrganisationFactory()
    line = line_of(thing)
    key = card_key(line.pk, "fr", "n")
    cache.set(key, "dessin")
    with django_capture_on_commit_callbacks(execute=True):
        feed.forget_card(obj=thing)
        assert cache.get(key) == "dessin"
    assert cache.get(key) is None
    for expected in (1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            feed.forget_all_cards()
        assert cache.get(GENERATION_KEY) == expected
