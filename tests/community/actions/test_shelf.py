"""The shelf of a space: what stands on it, in which order, who reads it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.actions import shelf, spaces, threads
from community.models import ShelfItem
from community.queries.shelf import items
from core.files import UploadRefused
from people.models import Attachment
from people.queries.files import readable_attachment
from tests.cast import NOW
from tests.factories.files import document


def link(cast, space, title, *, by=None):
    return shelf.pin_link(by=by or cast.chloe, space=space, title=title, url=f"https://exemple.test/{title}", at=NOW)


def titles(space, viewer):
    return [item.title for item in items(space, viewer)]


def test_links_stand_in_their_order(cast, world):
    first, second, third = (link(cast, world.open, title) for title in ("Un", "Deux", "Trois"))
    assert link(cast, world.open, "Un") == first
    shelf.move_item(by=cast.chloe, item=third, up=True)
    shelf.move_item(by=cast.chloe, item=first, up=True)
    shelf.move_item(by=cast.chloe, item=second, up=False)
    assert titles(world.open, cast.david) == ["Un", "Trois", "Deux"]
    shelf.edit_item(by=cast.chloe, item=first, title=" Une ", note="Note", url="https://exemple.test/autre")
    assert [(item.title, item.note, item.url) for item in items(world.open, cast.david)][0] == (
        "Une", "Note", "https://exemple.test/autre",
    )  # fmt: skip


def test_members_do_not_arrange_it_and_an_archive_stays(cast, world):
    item = link(cast, world.open, "Un")
    with pytest.raises(PermissionDenied):
        link(cast, world.open, "Deux", by=cast.amina)
    spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=NOW)
    with pytest.raises(PermissionDenied):
        shelf.remove_item(by=cast.chloe, item=item)
    assert titles(world.open, cast.david) == ["Un"]


def test_a_file_is_read_by_the_readers_of_the_space(cast, world):
    item = shelf.pin_file(by=cast.chloe, space=world.open, upload=document("guide.txt"), at=NOW)
    key = item.attachment.key
    assert (item.title, readable_attachment(key, cast.david) is not None) == ("guide.txt", True)
    spaces.edit_space(by=cast.chloe, space=world.open, access="private", at=NOW)
    assert readable_attachment(key, cast.david) is None
    assert readable_attachment(key, cast.amina) is not None


def test_a_refused_file_leaves_nothing(cast, world):
    with pytest.raises(UploadRefused):
        shelf.pin_file(by=cast.chloe, space=world.open, upload=document("virus.exe", b"MZ\x90\x00"), at=NOW)
    assert (ShelfItem.objects.count(), Attachment.objects.count()) == (0, 0)


def test_removing_and_its_undoing(cast, world, django_capture_on_commit_callbacks):
    link(cast, world.open, "Un")
    item = shelf.pin_file(by=cast.chloe, space=world.open, upload=document("guide.txt"), at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        shelf.remove_item(by=cast.chloe, item=item)
    assert titles(world.open, cast.david) == ["Un"]
    assert readable_attachment(item.attachment.key, cast.david) is None
    for _ in range(2):
        assert shelf.restore_item(by=cast.chloe, space=world.open, number=item.pk).pk == item.pk
    assert titles(world.open, cast.david) == ["Un", "guide.txt"]
    assert readable_attachment(item.attachment.key, cast.david) is not None
    assert shelf.restore_item(by=cast.chloe, space=world.open, number=999_999) is None


def test_a_thread_is_pinned_and_unpinned(cast, world, ask):
    thread = ask(world.hidden, title="Fil caché")
    for _ in range(2):
        shelf.pin_post(by=cast.chloe, space=world.hidden, target=thread, at=NOW)
    assert titles(world.hidden, cast.amina) == ["Fil caché"]
    threads.delete_thread(by=cast.amina, thread=thread, at=NOW)
    assert titles(world.hidden, cast.amina) == []
    assert [item.gone for item in items(world.hidden, cast.chloe, with_gone=True)] == [True]
    assert shelf.unpin_post(by=cast.chloe, space=world.hidden, target=thread) is True


def test_what_the_readers_do_not_read_is_not_pinned(cast, world, ask):
    with pytest.raises(ValidationError):
        shelf.pin_post(by=cast.chloe, space=world.open, target=ask(world.hidden), at=NOW)
    assert shelf.pin_post(by=cast.chloe, space=world.hidden, target=ask(world.open), at=NOW).kind == "post"


def test_a_full_shelf(cast, world, monkeypatch):
    monkeypatch.setattr(shelf, "MOST", 1)
    link(cast, world.open, "Un")
    with pytest.raises(ValidationError, match="au plus 1"):
        link(cast, world.open, "Deux")
