"""Making spaces, settings, and what moves with the access."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from activity.models import FeedLine, FeedSource, Notification
from community.actions import replies, spaces
from community.actions.memberships import add_member
from community.models import Membership, Space
from core.models import SearchEntry
from people.actions.files import store_attachment
from people.models import Attachment
from people.queries.audiences import may_read, network_audience_id
from people.queries.files import readable_attachment
from tests.cast import NOW


def test_who_makes_a_space_facilitates_it(cast):
    space = spaces.create_space(by=cast.david, name=" Rédaction claire ", topic_names=["Langage clair"], at=NOW)
    assert (space.name, space.slug) == ("Rédaction claire", "redaction-claire")
    assert Membership.objects.get(space=space).role == "facilitator"
    assert [topic.name for topic in space.topics.all()] == ["Langage clair"]
    assert Space.objects.get().member_count == 1


def test_two_spaces_of_one_name_have_two_addresses(cast):
    slugs = [spaces.create_space(by=cast.david, name="Nouveau", at=NOW).slug for _ in range(3)]
    assert slugs == ["nouveau-2", "nouveau-3", "nouveau-4"]


def test_settings_are_the_facilitators(cast, world):
    with pytest.raises(PermissionDenied):
        spaces.edit_space(by=cast.amina, space=world.open, name="Autre", at=NOW)
    edited = spaces.edit_space(by=cast.chloe, space=world.open, name="Autre", welcome="**Bonjour**", at=NOW)
    assert (edited.name, edited.welcome_html) == ("Autre", "<p><strong>Bonjour</strong></p>")


def everything_of(space, cast, ask, deliver):
    """A thread with a file, a reply, a notice, search entries."""
    upload = SimpleUploadedFile("note.txt", b"Des notes.", "text/plain")
    file = store_attachment(owner=cast.amina, upload=upload, at=NOW)
    name = cast.bruno.name
    thread = ask(space, body=f"Voici [note](/fichiers/{file.key}/note.txt) @[{name}](membre:{cast.bruno.pk})")
    replies.post_reply(by=cast.bruno, thread=thread, body="Merci.", at=NOW)
    deliver()
    return thread, file


def audiences_of(thread, file):
    line = FeedLine.objects.get(object_id=thread.pk)
    return {
        "space": Space.objects.get(pk=thread.space_id).audience_id,
        "line": line.audience_id,
        "sources": set(FeedSource.objects.filter(line=line).values_list("audience_id", flat=True)),
        "file": Attachment.objects.get(pk=file.pk).audience_id,
        "search": set(
            SearchEntry.objects.filter(kind__in=["thread", "reply"], group_id=thread.pk).values_list("audience", flat=True)
        ),
        "notices": set(Notification.objects.filter(object_id=thread.pk).values_list("audience_id", flat=True)),
    }


def test_closing_a_space_closes_what_hangs_on_it_at_once(cast, world, ask, deliver):
    thread, file = everything_of(world.open, cast, ask, deliver)
    everybody = network_audience_id()
    assert audiences_of(thread, file) == {
        "space": everybody, "line": everybody, "sources": {everybody}, "file": everybody,
        "search": {0}, "notices": {everybody},
    }  # fmt: skip
    assert readable_attachment(file.key, cast.david) is not None

    closed = spaces.edit_space(by=cast.chloe, space=world.open, access="hidden", at=NOW).audience_id

    assert closed != everybody
    assert audiences_of(thread, file) == {
        "space": closed, "line": closed, "sources": {closed}, "file": closed, "search": {closed}, "notices": {closed},
    }  # fmt: skip
    assert readable_attachment(file.key, cast.david) is None
    assert may_read(cast.bruno, closed)
    assert SearchEntry.objects.get(kind="space", object_id=world.open.pk).audience == closed


def test_opening_a_space_opens_what_hangs_on_it(cast, world, ask, deliver):
    thread, file = everything_of(world.hidden, cast, ask, deliver)
    closed = world.hidden.audience_id
    assert audiences_of(thread, file)["search"] == {closed}

    spaces.edit_space(by=cast.chloe, space=world.hidden, access="open", at=NOW)
    deliver()

    everybody = network_audience_id()
    assert audiences_of(thread, file) == {
        "space": everybody, "line": everybody, "sources": {everybody}, "file": everybody,
        "search": {0}, "notices": {everybody},
    }  # fmt: skip
    assert not may_read(cast.bruno, closed)


def test_between_two_closed_accesses_the_readers_stay(cast, world, ask, deliver):
    thread, file = everything_of(world.request, cast, ask, deliver)
    before = audiences_of(thread, file)
    spaces.edit_space(by=cast.chloe, space=world.request, access="hidden", at=NOW)
    assert audiences_of(thread, file) == before
    add_member(by=cast.chloe, space=world.request, person=cast.david, at=NOW)
    assert readable_attachment(file.key, cast.david) is not None


def test_what_was_written_meanwhile_is_brought_in_line(cast, world, ask, deliver):
    thread, file = everything_of(world.open, cast, ask, deliver)
    closed = spaces.edit_space(by=cast.chloe, space=world.open, access="request", at=NOW).audience_id
    Attachment.objects.update(audience=network_audience_id())
    deliver()
    assert Attachment.objects.get(pk=file.pk).audience_id == closed


def test_an_archive_is_read_only_and_may_be_opened_again(cast, world, ask):
    thread = ask()
    spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=NOW)
    with pytest.raises(PermissionDenied):
        replies.post_reply(by=cast.bruno, thread=thread, body="Trop tard.", at=NOW)
    spaces.archive_space(by=cast.chloe, space=world.open, archived=False, at=NOW)
    replies.post_reply(by=cast.bruno, thread=thread, body="À temps.", at=NOW)
