"""Quiet spaces: marked once, their facilitators asked, led elsewhere, woken up by a text."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from activity.models import Notification
from community.actions import dormancy, replies
from community.models import Space
from community.queries.shelf import items
from tests.cast import NOW

LONG_AGO = NOW - dt.timedelta(days=91)


@pytest.fixture(autouse=True)
def _old(world):
    Space.objects.update(created_at=LONG_AGO, last_activity_at=LONG_AGO)


def dormant():
    return set(Space.objects.exclude(dormant_since=None).values_list("name", flat=True))


def test_spaces_fall_quiet_once(cast, world, ask, deliver):
    ask(world.open, at=NOW - dt.timedelta(days=30))
    assert dormancy.mark_quiet(at=NOW) == 3
    assert dormancy.mark_quiet(at=NOW) == 0
    assert dormant() == {"Espace request", "Espace private", "Espace hidden"}
    deliver()
    notices = Notification.objects.filter(kind="community.dormant")
    assert set(notices.values_list("person", "url")) == {
        (cast.chloe.pk, f"/communaute/espaces/espace-{access}/sommeil/") for access in ("request", "private", "hidden")
    }


def test_any_text_wakes_a_space_up(cast, world, ask):
    thread = ask(world.request, at=LONG_AGO)
    dormancy.mark_quiet(at=NOW)
    replies.post_reply(by=cast.bruno, thread=thread, body="Encore là?", at=NOW)
    ask(world.open, at=NOW)
    assert dormant() == {"Espace private", "Espace hidden"}


def test_leading_elsewhere_archives_and_says_where(cast, world):
    dormancy.point_elsewhere(by=cast.chloe, space=world.request, target=world.open, at=NOW)
    space = Space.objects.get(pk=world.request.pk)
    assert space.archived_at == NOW
    (item,) = items(space, cast.amina)
    assert (item.title, item.url) == ("La suite se passe dans «\xa0Espace open\xa0»", "/communaute/espaces/espace-open/")
    with pytest.raises(ValidationError):
        dormancy.point_elsewhere(by=cast.chloe, space=world.open, target=space, at=NOW)
