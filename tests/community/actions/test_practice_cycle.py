"""Confirm or archive: warned, due, reminded, archived, each told once; a press stops it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notification
from community.actions import practice_cycle, practices
from community.actions.practice_cycle import advance_all
from community.models import PracticePage
from core.models import OutboxRow
from people.enums import PersonStatus
from people.models import Person
from tests.cast import NOW
from tests.factories.practices import make_published

pytestmark = pytest.mark.django_db
REVIEW_ON = dt.date(2025, 11, 3)


def at(days):
    """Noon in Québec, so many days from the review date."""
    return dt.datetime(2025, 11, 3, 17, 0, tzinfo=dt.UTC) + dt.timedelta(days=days)


@pytest.fixture
def sheet(cast, world):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    PracticePage.objects.filter(pk=page.pk).update(review_on=REVIEW_ON)
    OutboxRow.objects.all().delete()
    return PracticePage.objects.get(pk=page.pk)


def fresh(sheet):
    return PracticePage.objects.get(pk=sheet.pk)


def told(person):
    rows = Notification.objects.filter(person=person, kind="community.practice_review").order_by("pk")
    return [(row.data["stage"], row.reason) for row in rows]


def test_the_whole_life_of_a_sheet_that_nobody_answers_for(cast, sheet, deliver):
    done = []
    for days in range(-35, 70):
        found = advance_all(at=at(days))
        deliver()
        if found:
            done.append((days, found))

    assert done == [(-30, {"warned": 1}), (0, {"due": 1}), (30, {"reminded": 1}), (60, {"archived": 1})]
    assert told(cast.amina) == [("warned", "owner"), ("due", "owner"), ("reminded", "owner"), ("archived", "owner")]
    assert (fresh(sheet).state, fresh(sheet).archived_at, fresh(sheet).live) == ("archived", at(60), True)


@pytest.mark.parametrize("days", [-30, 0, 30])
def test_run_twice_a_day_it_tells_once(cast, sheet, deliver, days):
    assert sum(advance_all(at=at(days)).values()) == 1
    assert advance_all(at=at(days) + dt.timedelta(hours=5)) == {}
    deliver()
    OutboxRow.objects.update(done_at=None, handled=[])
    deliver()

    assert len(told(cast.amina)) == 1


def test_always_true_gives_twelve_months_and_takes_the_notices_back(cast, sheet, deliver):
    advance_all(at=at(-30))
    advance_all(at=at(0))
    deliver()
    practice_cycle.confirm(by=cast.amina, page=fresh(sheet), at=at(3))

    page = fresh(sheet)
    assert (page.review_on, page.review_warned_at, page.confirmed_at) == (dt.date(2026, 11, 6), None, at(3))
    assert told(cast.amina) == []
    assert [advance_all(at=at(days)) for days in (4, 30, 60, 90)] == [{}, {}, {}, {}]


def test_a_confirmation_between_the_task_and_the_notice_wins(cast, sheet, deliver):
    advance_all(at=at(0))
    practice_cycle.confirm(by=cast.amina, page=fresh(sheet), at=at(0))
    deliver()

    assert told(cast.amina) == []


def test_another_version_does_not_restart_what_is_due(cast, sheet):
    advance_all(at=at(0))

    assert advance_all(at=at(1)) == {}


def test_when_the_owner_left_the_facilitators_are_asked_and_may_confirm(cast, sheet, deliver):
    Person.objects.filter(pk=cast.amina.pk).update(status=PersonStatus.LEFT)
    advance_all(at=at(0))
    deliver()

    assert told(cast.amina) == []
    assert told(cast.chloe) == [("due", "facilitator")]
    practice_cycle.confirm(by=cast.chloe, page=fresh(sheet), at=at(1))
    assert fresh(sheet).review_on == dt.date(2026, 11, 4)


def test_nothing_is_archived_without_a_last_word(cast, sheet, deliver):
    """Workers stood still for a year: a reminder first, thirty days, then the archive."""
    done = {days: advance_all(at=at(days)) for days in (300, 301, 329, 330, 331)}

    assert done == {300: {"reminded": 1}, 301: {}, 329: {}, 330: {"archived": 1}, 331: {}}


def test_reopened_it_begins_anew(cast, sheet):
    for days in (0, 30, 60):
        advance_all(at=at(days))
    practices.reopen(by=cast.amina, page=fresh(sheet), at=at(61))

    assert (fresh(sheet).state, fresh(sheet).review_warned_at) == ("published", None)
    assert advance_all(at=at(62)) == {}


@pytest.mark.parametrize("who", ["bruno", "david"])
def test_readers_do_not_confirm(cast, sheet, who):
    with pytest.raises(PermissionDenied):
        practice_cycle.confirm(by=getattr(cast, who), page=sheet, at=at(0))

    assert fresh(sheet).review_on == REVIEW_ON


def test_drafts_and_archives_are_left_alone(cast, world):
    practices.create_draft(by=cast.amina, space=world.open, title="Brouillon", at=NOW)

    assert advance_all(at=at(100)) == {}
