"""Cards: drawn once for all, anew when something in them moved, each viewer with what is new to them."""

import datetime as dt

import pytest

from activity.actions import feed as feed_actions
from activity.queries import feed
from activity.queries.feed_kinds import Mark, feed_kinds
from activity.views import cards
from people.models import Organisation
from tests.cast import NOW
from tests.factories.activity import LineKind, line_of
from tests.factories.people import OrganisationFactory


@pytest.fixture
def loaded(monkeypatch):
    """Which lines were loaded to be drawn."""
    asked: list[list[int]] = []
    kind = feed_kinds["test-line"]
    load = kind.load

    def recording(lines, viewer):
        asked.append([line.id for line in lines])
        return load(lines, viewer)

    monkeypatch.setattr(feed_kinds["test-line"], "load", recording, raising=False)
    return asked


def draw(person, at=NOW):
    return [str(card.html) for card in cards.draw(feed.page(person).lines, person, at=at)]


def test_drawn_once_for_everybody_who_reads(cast, loaded):
    line = line_of(OrganisationFactory(name="Un sujet"))
    first, second = draw(cast.amina), draw(cast.bruno)
    assert "Un sujet" in first[0]
    assert second == first
    assert loaded == [[line.pk]]


def test_a_line_that_moved_is_drawn_anew(cast, loaded):
    thing = OrganisationFactory(name="Avant")
    line = line_of(thing)
    draw(cast.amina)
    Organisation.objects.filter(pk=thing.pk).update(name="Après")
    assert "Avant" in draw(cast.amina)[0]
    feed_actions.touch_line(obj=thing, actor=None, at=NOW + dt.timedelta(seconds=1))
    assert "Après" in draw(cast.amina)[0]
    assert loaded == [[line.pk]] * 2


def test_a_card_that_was_forgotten_and_a_new_generation(cast, loaded, django_capture_on_commit_callbacks):
    thing = OrganisationFactory()
    line = line_of(thing)
    draw(cast.amina)
    for forget in (lambda: feed_actions.forget_card(obj=thing), feed_actions.forget_all_cards):
        with django_capture_on_commit_callbacks(execute=True):
            forget()
        draw(cast.amina)
    assert loaded == [[line.pk]] * 3


def test_a_young_card_is_kept_for_a_minute(cast, loaded):
    line = line_of(OrganisationFactory())
    draw(cast.amina, at=NOW)
    draw(cast.amina, at=NOW + dt.timedelta(seconds=59))
    assert loaded == [[line.pk]]
    draw(cast.amina, at=NOW + dt.timedelta(seconds=61))
    assert loaded == [[line.pk]] * 2


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark(unread=1), "1 nouvelle réponse"),
        (Mark(unread=3), "3 nouvelles réponses"),
        (Mark(unread=40), "10+ nouvelles réponses"),
    ],
)
def test_what_is_new_to_one_viewer_is_not_shown_to_another(cast, monkeypatch, mark, words):
    line = line_of(OrganisationFactory())
    monkeypatch.setattr(
        feed_kinds["test-line"],
        "marks",
        lambda lines, viewer: {line.pk: mark} if viewer == cast.amina else {},
        raising=False,
    )
    item = {"title": "x", "url": "/", "actions": [{"label": "y", "url": "/"}]}
    monkeypatch.setattr(feed_kinds["test-line"], "load", lambda lines, viewer: {line.pk: dict(item)}, raising=False)
    assert words in draw(cast.amina)[0]
    assert "nouvelle" not in draw(cast.bruno)[0]


def test_things_and_kinds_that_are_gone_are_left_out(cast):
    gone = OrganisationFactory()
    line_of(gone)
    line_of(OrganisationFactory(), kind="unknown")
    gone.delete()
    assert draw(cast.amina) == []
    assert LineKind.key in feed_kinds


def test_no_query_when_every_card_is_kept(cast, django_assert_num_queries):
    for _ in range(3):
        line_of(OrganisationFactory())
    lines = feed.page(cast.amina).lines
    cards.draw(lines, cast.amina, at=NOW)
    with django_assert_num_queries(0):
        cards.draw(lines, cast.amina, at=NOW)
