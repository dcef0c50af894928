"""Who saw what: written before the page is shown, kept when the page fails, read by the person alone."""

import pytest
from django.db import DatabaseError, transaction

from people.actions import access
from people.models import AccessEntry
from people.queries.access import page
from tests.factories.people import PersonFactory


@pytest.fixture
def pair(db):
    return PersonFactory(), PersonFactory()


def test_an_entry_for_each_look(pair, now):
    person, viewer = pair
    for _ in range(2):
        access.record(person=person, viewer=viewer, what="Plan de formation", reason="Partagé", at=now)
    assert [(e.viewer, e.what, e.reason) for e in page(person).items] == [(viewer, "Plan de formation", "Partagé")] * 2
    assert page(viewer).items == []


def test_nothing_for_ones_own(pair, now):
    assert access.record(person=pair[0], viewer=pair[0], what="Plan", at=now) is None
    assert AccessEntry.objects.count() == 0


def test_commits_by_itself_and_refuses_to_hang_on_another_transaction(pair, now):
    person, viewer = pair
    with pytest.raises(RuntimeError), transaction.atomic():
        access.record(person=person, viewer=viewer, what="Plan", at=now)
    access.record(person=person, viewer=viewer, what="Plan", at=now)
    assert AccessEntry.objects.count() == 1


def test_entries_cannot_be_deleted(pair, now):
    entry = access.record(person=pair[0], viewer=pair[1], what="Plan", at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_an_entry_outlives_the_viewer(pair, now):
    person, viewer = pair
    access.record(person=person, viewer=viewer, what="Plan", at=now)
    viewer.delete()
    assert [entry.viewer for entry in page(person).items] == [None]


def test_pages_by_key(pair, now):
    person, viewer = pair
    for number in range(5):
        access.record(person=person, viewer=viewer, what=f"Vue {number}", at=now)
    first = page(person, size=3)
    second = page(person, size=3, cursor=first.next_cursor)
    assert [e.what for e in [*first.items, *second.items]] == ["Vue 4", "Vue 3", "Vue 2", "Vue 1", "Vue 0"]
    assert second.next_cursor is None
