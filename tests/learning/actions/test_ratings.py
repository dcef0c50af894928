"""Ratings asked, given, declined, taken back; what peers say shows from three on and never lets one be isolated."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from competencies.models import Estimate, Measurement
from learning.actions import rating_dates, ratings
from learning.actions.diagnostics import delete_everything
from learning.enums import Mark, RaterKind, RatingState
from learning.models import PeerPool, RatedStatement, RatingRequest
from learning.queries import ratings as queries
from people.actions import consents, departures
from people.actions.reporting import set_manager
from tests.cast import NOW, TODAY
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)
DUE = TODAY + dt.timedelta(days=14)


def targets_of(run, count=3):
    return list(run.targets.select_related("run", "competency")[:count])


def ask(run, *, managers=(), peers=(), at=NOW, due_on=DUE, count=3, **values):
    return ratings.ask_for_ratings(
        by=run.person, managers=list(managers), peers=list(peers), targets=targets_of(run, count), due_on=due_on, at=at,
        **values,
    )  # fmt: skip


def marks(request, mark=Mark.OBSERVED):
    return {row.pk: str(mark) for row in RatedStatement.objects.filter(request=request)}


def answer(request, mark=Mark.OBSERVED, at=LATER):
    return ratings.give_rating(by=request.rater, request=request, marks=marks(request, mark), at=at)


def sources(person):
    rows = Measurement.objects.filter(person=person).order_by("pk")
    return list(dict.fromkeys(rows.values_list("source", flat=True)))


@pytest.fixture
def peers(cast):
    return [cast.amina, *PersonFactory.create_batch(6)]


def test_the_form_is_short_and_frozen(diagnosed, cast):
    one, other = ask(diagnosed, managers=[cast.jules], peers=[cast.amina])
    rows = list(RatedStatement.objects.filter(request=one).order_by("place").select_related("item"))
    assert (one.kind, other.kind, len(rows)) == (RaterKind.MANAGER, RaterKind.PEER, 9)
    assert [row.item_id for row in rows] == list(
        RatedStatement.objects.filter(request=other).order_by("place").values_list("item", flat=True)
    )
    assert [row.item.level for row in rows[:3]] == [2, 3, 4]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"managers": ["amina"]}, "managers"),
        ({"peers": ["jules"]}, "peers"),
        ({"peers": ["bruno"]}, "peers"),
        ({}, "peers"),
        ({"peers": ["amina"], "due_on": TODAY}, "due_on"),
        ({"peers": ["amina"], "due_on": TODAY + dt.timedelta(days=61)}, "due_on"),
        ({"peers": ["amina"], "count": 0}, "targets"),
    ],
)
def test_who_is_asked_and_until_when_is_checked(diagnosed, cast, values, field):
    people = {name: [getattr(cast, key) for key in values.pop(name)] for name in ("managers", "peers") if name in values}
    with pytest.raises(ValidationError) as refusal:
        ask(diagnosed, **people, **values)
    assert list(refusal.value.message_dict) == [field]
    assert not RatingRequest.objects.exists()


def test_one_asks_for_oneself_alone_and_while_it_is_switched_on(diagnosed, cast):
    with pytest.raises(PermissionDenied):
        ratings.ask_for_ratings(
            by=cast.amina, managers=[], peers=[cast.chloe], targets=targets_of(diagnosed), due_on=DUE, at=NOW
        )
    consents.decide(person=cast.bruno, purpose="diagnostic", version="", choice="withdrawn", at=LATER)
    with pytest.raises(PermissionDenied):
        ask(diagnosed, peers=[cast.amina])


def test_nobody_is_asked_twice_at_a_time_nor_everybody(diagnosed, cast):
    ask(diagnosed, peers=[cast.amina])
    with pytest.raises(ValidationError) as refusal:
        ask(diagnosed, peers=[cast.amina])
    words = f"Vous avez déjà demandé à {cast.amina.name} il y a moins de six mois."
    assert refusal.value.message_dict == {"peers": [words]}
    with pytest.raises(ValidationError):
        ask(diagnosed, peers=PersonFactory.create_batch(12))


def test_a_manager_counts_at_once_and_is_a_source_of_its_own(diagnosed, cast):
    one = answer(ask(diagnosed, managers=[cast.jules])[0])
    assert one.state == RatingState.ANSWERED
    assert sources(cast.bruno) == ["self", "manager"]
    newest = Estimate.objects.filter(person=cast.bruno, newest=True)
    assert {row.because for row in newest} == {one.key}
    assert {part["source"] for row in newest for part in row.parts} == {"self", "manager"}


def test_every_statement_is_marked_and_what_was_passed_over_counts_for_nothing(diagnosed, cast):
    one = ask(diagnosed, managers=[cast.jules])[0]
    some = dict(list(marks(one).items())[:4])
    with pytest.raises(ValidationError) as refusal:
        ratings.give_rating(by=cast.jules, request=one, marks=some, at=LATER)
    assert len(refusal.value.message_dict) == 5
    ratings.save_marks(by=cast.jules, request=one, marks=some, at=LATER)
    assert RatedStatement.objects.filter(request=one, marked=True).count() == 4
    assert sources(cast.bruno) == ["self"]
    answer(one, Mark.PASSED)
    assert sources(cast.bruno) == ["self"]


def test_peers_are_nothing_before_the_third(diagnosed, cast, peers):
    asked = ask(diagnosed, peers=peers[:4])
    before = list(Estimate.objects.filter(person=cast.bruno).values_list("pk", flat=True))
    for one in asked[:2]:
        answer(one)
    assert list(Estimate.objects.filter(person=cast.bruno).values_list("pk", flat=True)) == before
    assert queries.pools_on_show(cast.bruno) == {}
    answer(asked[2])
    assert sources(cast.bruno) == ["self", "peer"]
    assert {len(pool) for pool in queries.pools_on_show(cast.bruno).values()} == {3}
    rows = Measurement.objects.filter(person=cast.bruno, source="peer")
    assert {row.told for row in rows} == {9}
    assert not rows.filter(key__in=[one.key for one in asked]).exists()


def test_a_fourth_peer_waits_so_that_nothing_tells_what_they_said(diagnosed, cast, peers):
    asked = ask(diagnosed, peers=peers[:6])
    for one in asked[:3]:
        answer(one)
    shown = list(Estimate.objects.filter(person=cast.bruno, newest=True).order_by("pk").values_list("pk", "mean"))
    answer(asked[3], Mark.NOT_OBSERVED)
    answer(asked[4], Mark.NOT_OBSERVED)
    assert list(Estimate.objects.filter(person=cast.bruno, newest=True).order_by("pk").values_list("pk", "mean")) == shown
    answer(asked[5], Mark.NOT_OBSERVED)
    assert {len(pool) for pool in queries.pools_on_show(cast.bruno).values()} == {6}


@pytest.mark.parametrize("by", ["person", "rater"])
def test_a_withdrawal_leaves_two_and_hides_them(diagnosed, cast, peers, by):
    asked = [answer(one) for one in ask(diagnosed, peers=peers[:3])]
    one = asked[0]
    ratings.withdraw(by=getattr(one, by), request=one, at=LATER + dt.timedelta(hours=1))
    one.refresh_from_db()
    assert (one.state, RatedStatement.objects.filter(request=one).count()) == (RatingState.WITHDRAWN, 0)
    assert sources(cast.bruno) == ["self"]
    assert queries.pools_on_show(cast.bruno) == {}
    newest = Estimate.objects.filter(person=cast.bruno, newest=True)
    assert {part["source"] for row in newest for part in row.parts} == {"self"}
    assert not Estimate.objects.filter(person=cast.bruno, because__startswith="peers:").exists()


def test_a_withdrawal_from_four_tells_nothing_about_the_fourth(diagnosed, cast, peers):
    asked = [answer(one) for one in ask(diagnosed, peers=peers[:4])]
    ratings.withdraw(by=cast.bruno, request=asked[0], at=LATER)
    assert queries.pools_on_show(cast.bruno) == {}
    assert queries.peers_of(cast.bruno) == queries.PeersAnswers(asked=3, answered=3, raters=0)


def test_a_withdrawal_from_the_second_pool_brings_the_first_back(diagnosed, cast, peers):
    asked = [answer(one) for one in ask(diagnosed, peers=peers[:3])]
    newest = Estimate.objects.filter(person=cast.bruno, newest=True).order_by("competency")
    first = list(newest.values_list("mean", flat=True))
    later = [answer(one, Mark.NOT_OBSERVED, LATER + dt.timedelta(hours=1)) for one in ask(diagnosed, peers=peers[3:6])]
    ratings.withdraw(by=cast.bruno, request=later[0], at=LATER + dt.timedelta(hours=2))
    assert set(queries.pools_on_show(cast.bruno).values()) == {frozenset(one.pk for one in asked)}
    again = newest.values_list("mean", flat=True)
    assert [round(mean, 3) for mean in again] == [round(mean, 3) for mean in first]


def test_a_managers_rating_withdrawn_is_erased(diagnosed, cast):
    one = answer(ask(diagnosed, managers=[cast.jules])[0])
    ratings.withdraw(by=cast.jules, request=one, at=LATER)
    ratings.withdraw(by=cast.bruno, request=one, at=LATER)
    assert sources(cast.bruno) == ["self"]
    assert not RatedStatement.objects.filter(request=one).exists()


def test_others_neither_answer_nor_decline_nor_withdraw(diagnosed, cast):
    one = ask(diagnosed, peers=[cast.amina])[0]
    for act in (ratings.decline, ratings.withdraw):
        with pytest.raises(PermissionDenied):
            act(by=cast.hugo, request=one, at=LATER)
    with pytest.raises(PermissionDenied):
        ratings.give_rating(by=cast.bruno, request=one, marks=marks(one), at=LATER)
    with pytest.raises(PermissionDenied):
        ratings.withdraw(by=cast.amina, request=one, at=LATER)
    ratings.decline(by=cast.amina, request=one, at=LATER)
    with pytest.raises(PermissionDenied):
        ratings.give_rating(by=cast.amina, request=one, marks={}, at=LATER)


def test_a_peer_who_became_the_manager_does_not_answer_as_a_peer(diagnosed, cast):
    one = ask(diagnosed, peers=[cast.esther])[0]
    set_manager(person=cast.bruno, manager=cast.esther, from_on=TODAY, by=None, at=NOW)
    with pytest.raises(PermissionDenied):
        answer(one)
    assert rating_dates.look_after_requests(at=LATER) == (1, 0)
    assert rating_dates.look_after_requests(at=LATER) == (0, 0)


def test_who_left_before_answering_is_asked_no_more_and_who_left_after_still_counts(diagnosed, cast, deliver):
    before, after = ask(diagnosed, managers=[cast.jules], peers=[cast.amina])
    answer(before)
    for person in (cast.jules, cast.amina):
        departures.end_access(person=person, by=cast.olga, at=LATER)
    deliver()
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.state, after.state) == (RatingState.ANSWERED, RatingState.LAPSED)
    assert sources(cast.bruno) == ["self", "manager"]


def test_who_erases_the_account_takes_the_rating_along(diagnosed, cast, peers):
    asked = [answer(one) for one in ask(diagnosed, peers=peers[:3])]
    assert rating_dates.erase_ratings(person=asked[0].rater, at=LATER) == 1
    assert sources(cast.bruno) == ["self"]
    assert queries.pools_on_show(cast.bruno) == {}


def test_switched_off_ends_what_was_asked(diagnosed, cast, deliver):
    one = ask(diagnosed, peers=[cast.amina])[0]
    consents.decide(person=cast.bruno, purpose="diagnostic", version="", choice="withdrawn", at=LATER)
    with pytest.raises(PermissionDenied):
        answer(one)
    deliver()
    one.refresh_from_db()
    assert one.state == RatingState.LAPSED


def test_reminded_twice_then_it_lapses(diagnosed, cast):
    ask(diagnosed, peers=[cast.amina])
    found = [
        rating_dates.look_after_requests(at=NOW + dt.timedelta(days=day, hours=hour)) for day in range(16) for hour in (0, 1)
    ]
    assert found[14] == (0, 1) and found[26] == (0, 1) and found[30] == (1, 0)
    assert sum(reminded for _ended, reminded in found) == 2
    assert sum(ended for ended, _reminded in found) == 1


def test_pools_are_remembered_when_hidden(diagnosed, cast, peers):
    asked = [answer(one) for one in ask(diagnosed, peers=peers[:3])]
    ratings.withdraw(by=cast.bruno, request=asked[0], at=LATER)
    assert PeerPool.objects.filter(person=cast.bruno).count() == 3
    for one in ask(diagnosed, peers=peers[3:5]):
        answer(one)
    assert queries.pools_on_show(cast.bruno) == {}
    answer(ask(diagnosed, peers=peers[5:6])[0])
    assert {len(pool) for pool in queries.pools_on_show(cast.bruno).values()} == {5}


def test_all_taken_away_leaves_nothing_asked_and_no_notice(diagnosed, cast, peers, deliver):
    asked = ask(diagnosed, managers=[cast.jules], peers=peers[:4])
    deliver()
    for one in asked[:4]:
        answer(one)
    delete_everything(by=cast.bruno, at=LATER)
    deliver()
    assert not RatingRequest.objects.exists() and not PeerPool.objects.exists()
    assert not asked[4].rater.notifications.exists()
    assert sources(cast.bruno) == []


def test_what_led_to_nothing_is_forgotten_after_half_a_year(diagnosed, cast):
    kept, gone = ask(diagnosed, managers=[cast.jules], peers=[cast.amina])
    answer(kept)
    ratings.decline(by=cast.amina, request=gone, at=LATER)
    assert rating_dates.forget_over(LATER + dt.timedelta(days=180), False) == 0
    assert rating_dates.forget_over(LATER + dt.timedelta(days=190), True) == 1
    assert rating_dates.forget_over(LATER + dt.timedelta(days=190), False) == 1
    assert list(RatingRequest.objects.all()) == [kept]
