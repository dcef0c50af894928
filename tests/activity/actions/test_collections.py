"""Collections of bookmarks, notes, reminders."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from activity.actions import bookmarks, collections
from activity.models import Bookmark, BookmarkCollection, Notification
from tests.cast import NOW

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def kept(cast):
    """Amina keeps Bruno's profile."""
    bookmarks.toggle(person=cast.amina, target=cast.bruno, at=NOW)
    return Bookmark.objects.get()


def file(kept, by, *, collection=None, note="", remind_at=None):
    return collections.file_bookmark(by=by, bookmark=kept, collection=collection, note=note, remind_at=remind_at)


def test_deleting_a_collection_keeps_its_bookmarks(cast, kept):
    mine = collections.create_collection(by=cast.amina, name=" À  lire ", at=NOW)
    assert mine.name == "À lire"
    file(kept, cast.amina, collection=mine, note="Pour lundi")
    collections.delete_collection(by=cast.amina, collection=mine)
    kept.refresh_from_db()
    assert (kept.collection, kept.note) == (None, "Pour lundi")


@pytest.mark.parametrize("name", ["", "   ", "!!!", "x" * 81, "a lire"])
def test_names_that_cannot_be(cast, name):
    collections.create_collection(by=cast.amina, name="À lire", at=NOW)
    with pytest.raises(ValidationError):
        collections.create_collection(by=cast.amina, name=name, at=NOW)
    assert BookmarkCollection.objects.count() == 1


def test_two_members_may_use_one_name_and_nobody_uses_anothers(cast, kept):
    collections.create_collection(by=cast.amina, name="À lire", at=NOW)
    other = collections.create_collection(by=cast.bruno, name="À lire", at=NOW)
    with pytest.raises(ValidationError):
        file(kept, cast.amina, collection=other)
    with pytest.raises(Bookmark.DoesNotExist):
        file(kept, cast.bruno)
    with pytest.raises(BookmarkCollection.DoesNotExist):
        collections.rename_collection(by=cast.amina, collection=other, name="Volée")
    collections.delete_collection(by=cast.amina, collection=other)
    assert BookmarkCollection.objects.count() == 2


def test_a_reminder_comes_once_at_its_time(cast, kept):
    file(kept, cast.amina, note="Lui écrire", remind_at=NOW + HOUR)
    assert collections.remind(at=NOW) == 0
    assert (collections.remind(at=NOW + HOUR), collections.remind(at=NOW + HOUR)) == (1, 0)
    notice = Notification.objects.get()
    assert (notice.person, notice.kind, notice.data["note"]) == (cast.amina, "activity.bookmark_reminder", "Lui écrire")


def test_a_new_time_reminds_again(cast, kept):
    file(kept, cast.amina, remind_at=NOW)
    collections.remind(at=NOW)
    file(kept, cast.amina, remind_at=NOW + HOUR)
    assert collections.remind(at=NOW + HOUR) == 1
    assert Notification.objects.count() == 2


def test_what_one_may_see_no_more_is_passed_over(cast, kept):
    file(kept, cast.amina, remind_at=NOW)
    cast.bruno.status = "left"
    cast.bruno.save()
    assert (collections.remind(at=NOW), Notification.objects.count()) == (0, 0)
    kept.refresh_from_db()
    assert kept.reminded_at == NOW
