"""Pages by key: all rows, each once, in order, whatever the size."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.models import OutboxRow
from core.pagination import make_cursor, page_by_key, read_cursor
from tests.cast import NOW


class PagesTest(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.integers(0, 5), max_size=25), st.integers(1, 7))
    def test_pages_make_the_whole_list(self, minutes, size):
        OutboxRow.objects.all().delete()
        for minute in minutes:
            at = NOW + dt.timedelta(minutes=minute)
            OutboxRow.objects.create(name="x", payload={}, created_at=at, due_at=at)
        keys = ("-created_at", "id")
        seen, cursor = [], None
        for _page in range(len(minutes) + 1):
            page = page_by_key(OutboxRow.objects.all(), keys=keys, cursor=cursor, size=size)
            seen.extend(page.items)
            cursor = page.next_cursor
            if cursor is None:
                break
        assert seen == list(OutboxRow.objects.order_by(*keys))


def test_a_forged_cursor_counts_as_none():
    assert read_cursor("forgé") is None
    assert read_cursor(make_cursor([NOW, 4]) + "x") is None
    assert read_cursor(make_cursor([NOW, 4])) == [NOW, 4]


@pytest.mark.django_db
def test_one_query_a_page(django_assert_num_queries):
    with django_assert_num_queries(1):
        page_by_key(OutboxRow.objects.all(), keys=("-created_at", "-id"))
