"""Posts of muted people: left out where pages choose for the reader, folded in place where a list holds everything."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from activity.actions import subscriptions
from community.actions import memberships
from community.queries import catch_up
from community.queries.catch_up import Period
from community.queries.practice_lists import for_you
from tests.cast import NOW
from tests.factories.practices import make_published

DAY = dt.timedelta(days=1)

FOLDED = '<details class="muted-post">'
WORDS = "De quelqu’un que vous avez mis en sourdine : afficher"


def words(response) -> str:
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def asked(cast, world, ask):
    """A question by Amina and one by Chloé, whom Bruno muted."""
    subscriptions.follow(person=cast.bruno, target=cast.chloe, level="none", at=NOW)
    return ask(by=cast.amina, title="De quelqu’un"), ask(by=cast.chloe, title="De la personne muette")


@pytest.mark.parametrize("name", ["index", "thread-list", "space-detail"])
def test_lists_hold_them_folded_up(cast, world, asked, client_of, name):
    address = reverse(f"community:{name}", args=[world.open.slug] if name == "space-detail" else [])
    html = words(client_of(cast.bruno).get(address))
    feed = html[html.index('class="feed') :]
    folded = feed[feed.index(FOLDED) : feed.index("</details>")]
    assert (feed.count(FOLDED), WORDS in folded) == (1, True)
    assert ("De la personne muette" in folded, "De quelqu’un</a>" in folded) == (True, False)
    assert FOLDED not in words(client_of(cast.amina).get(address))


def test_home_leaves_them_out(cast, asked, client_of):
    html = words(client_of(cast.bruno).get("/"))
    assert (asked[0].title in html, asked[1].title in html) == (True, False)
    assert asked[1].title in words(client_of(cast.amina).get("/"))


def test_new_sheets_and_catching_up_leave_them_out(cast, world, client_of):
    memberships.add_member(by=cast.chloe, space=world.open, person=cast.esther, at=NOW)
    memberships.set_role(by=cast.chloe, space=world.open, person=cast.esther, role="facilitator", at=NOW)
    for person in (cast.amina, cast.chloe):
        make_published(by=person, space=world.open, reviewer=cast.esther, title=f"Fiche de {person.pk}")
    period = Period("7", NOW - DAY, NOW + DAY, NOW - DAY)
    for level, left in (("all", {cast.amina.pk, cast.chloe.pk}), ("none", {cast.amina.pk})):
        subscriptions.follow(person=cast.bruno, target=cast.chloe, at=NOW)
        subscriptions.set_level(person=cast.bruno, target=cast.chloe, level=level)
        titles = {f"Fiche de {number}" for number in left}
        assert {row.title for row in catch_up.page(cast.bruno, period).rows} == titles
        assert {one.card.title for one in for_you(cast.bruno, at=NOW, on=timezone.localdate(NOW))} == titles
