"""Sheets drafted, read by peers, published, archived."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.actions import practices
from community.enums import PracticeState, ReviewVerdict
from community.models import PracticePage, PracticeRelease, PracticeReview
from community.queries import practices as queries
from tests.cast import NOW
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def test_a_title_is_enough_for_a_draft(cast, world):
    page = practices.create_draft(by=cast.amina, space=world.open, title="  Une  idée ", at=NOW)

    assert (page.title, page.state, page.live, page.slug) == ("Une idée", "draft", False, "une-idee")
    assert [row.person for row in queries.byline(page)] == [cast.amina]
    assert (page.person_owner, page.review_on) == (cast.amina, dt.date(2027, 11, 2))


def test_the_same_draft_sent_twice_is_one(cast, world):
    first = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", at=NOW)
    second = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", at=NOW)

    assert first.pk == second.pk


def test_publishing_makes_a_release(cast, world):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)

    page = PracticePage.objects.get(pk=page.pk)
    assert (page.state, page.live, page.published_at) == (PracticeState.PUBLISHED, True, NOW)
    assert page.rendered["results"] == "<p>Les appels ont <strong>baissé</strong> de moitié.</p>"
    assert list(PracticeRelease.objects.values_list("page", "number", "by")) == [(page.pk, 1, cast.chloe.pk)]
    assert list(PracticeReview.objects.values_list("reviewer", "verdict")) == [(cast.chloe.pk, ReviewVerdict.APPROVED)]
