"""What a thread's page reads beside it: the sheets drawn from it, as far as one may read them."""

import pytest

from community.models import PracticePage, Thread
from community.queries import threads
from community.queries.beside import complete_thread
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db


def sheets_of(thread, viewer):
    read = threads.readable(viewer, thread.pk)
    complete_thread(read, viewer)
    return [(sheet.title, sheet.live, sheet.get_absolute_url()) for sheet in read.sheets]


def test_the_sheets_born_of_a_thread_as_far_as_one_may_read_them(cast, world, ask):
    thread = ask()
    shown = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, title="Cartes", source_thread=thread)
    make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe, title="Entre nous", source_thread=thread)
    PracticePage.objects.filter(pk=shown.pk).update(slug="cartes")
    make_draft(by=cast.bruno, space=world.open, title="Plans", source_thread=thread)
    seen = ("Cartes", True, f"/communaute/pratiques/{shown.pk}-cartes/")

    assert sheets_of(thread, cast.david) == [seen]
    assert [title for title, _live, _url in sheets_of(thread, cast.amina)] == ["Cartes", "Entre nous"]
    assert [(title, live) for title, live, _url in sheets_of(thread, cast.bruno)] == [
        ("Cartes", True), ("Entre nous", True), ("Plans", False)
    ]  # fmt: skip


def test_the_sheet_that_a_thread_is_about(cast, world, ask):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, title="Cartes")
    thread = ask()
    Thread.objects.filter(pk=thread.pk).update(about=page.pk)

    assert [title for title, _live, _url in sheets_of(thread, cast.david)] == ["Cartes"]
    assert sheets_of(ask(title="Autre chose?"), cast.david) == []
