"""Files of sheets: held for who reads the draft, from the first moment; opened by the publication, closed with it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.actions import practices, replies, spaces
from community.actions.practices.forgetting import forget_person
from community.models import PracticeDraftFile, PracticePage
from people.actions.files import store_attachment
from people.models import Attachment
from people.views.files import markdown_of
from tests.cast import NOW
from tests.factories.files import document
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def stored(cast, settings, tmp_path):
    """What Amina uploaded for her sheet."""
    settings.MEDIA_ROOT = tmp_path
    return store_attachment(owner=cast.amina, upload=document(), at=NOW)


@pytest.fixture
def readers(cast, client_of):
    """Who of the cast gets this file; everybody else is told that there is none."""

    def found(file) -> set[str]:
        address = reverse("people:attachment", args=[file.key, file.name])
        answers = {key: client_of(person).get(address).status_code for key, person in cast}
        assert set(answers.values()) <= {200, 404}
        return {key for key, status in answers.items() if status == 200}

    return found


EVERYBODY = {
    "amina", "bruno", "chloe", "david", "esther", "farid", "gisele", "hugo", "ines", "jules", "karim", "lea", "malik",
    "noemie", "olga",
}  # fmt: skip


def test_from_the_draft_to_the_publication(cast, world, stored, readers):
    """The uploader; then who writes the sheet or facilitates its space; then who was asked too; then its readers."""
    assert readers(stored) == {"amina"}
    page = make_draft(by=cast.amina, space=world.open, tools=markdown_of(stored), authors=[cast.esther])
    assert readers(stored) == {"amina", "chloe", "esther"}
    assert list(page.files.all()) == [stored]

    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    assert readers(stored) == {"amina", "bruno", "chloe", "esther"}
    practices.decide(by=cast.bruno, page=page, approve=False, comment="Le coût?", at=NOW)
    assert readers(stored) == {"amina", "bruno", "chloe", "esther"}

    practices.publish(by=cast.chloe, page=page, at=LATER)
    assert readers(stored) == EVERYBODY
    assert (PracticeDraftFile.objects.count(), list(PracticePage.objects.get().files.all())) == (0, [stored])


def test_of_a_closed_space_the_publication_opens_them_to_its_members(cast, world, stored, readers):
    page = make_draft(by=cast.amina, space=world.hidden, tools=markdown_of(stored))
    practices.publish(by=cast.chloe, page=page, at=LATER)

    assert readers(stored) == {"amina", "bruno", "chloe"}


def test_of_a_new_version_of_a_published_sheet(cast, world, stored, readers):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, credited=[cast.farid])
    practices.save_draft(by=cast.amina, page=page, tools=markdown_of(stored), at=LATER)

    assert readers(stored) == {"amina", "chloe"}
    practices.publish(by=cast.chloe, page=page, at=LATER)
    assert readers(stored) == EVERYBODY


def test_what_the_published_text_no_longer_names_stays_held(cast, world, stored, readers):
    page = make_draft(by=cast.amina, space=world.open, tools=markdown_of(stored))
    practices.save_draft(by=cast.amina, page=page, tools="Un tableur.", at=NOW)
    practices.publish(by=cast.chloe, page=page, at=LATER)

    assert readers(stored) == {"amina", "chloe"}


def test_who_is_taken_off_the_authors_or_left_the_space_reads_no_more(cast, world, stored, readers):
    page = make_draft(by=cast.amina, space=world.hidden, tools=markdown_of(stored), authors=[cast.bruno])
    assert readers(stored) == {"amina", "bruno", "chloe"}

    practices.save_draft(by=cast.amina, page=page, authors=[cast.amina], at=NOW)
    assert readers(stored) == {"amina", "chloe"}


def test_a_coauthor_gives_files_too_and_none_of_somebody_else(cast, world, stored, readers):
    page = make_draft(by=cast.amina, space=world.open, authors=[cast.bruno])
    practices.save_draft(by=cast.bruno, page=page, tools=markdown_of(stored), at=NOW)

    assert (readers(stored), PracticeDraftFile.objects.count()) == ({"amina"}, 0)


def test_one_upload_in_two_drafts(cast, world, stored, readers):
    make_draft(by=cast.amina, space=world.open, tools=markdown_of(stored))
    other = make_draft(by=cast.amina, space=world.hidden, title="Une autre", tools=markdown_of(stored), authors=[cast.bruno])

    assert readers(stored) == {"amina", "bruno", "chloe"}
    practices.delete_draft(by=cast.amina, page=other, at=LATER)
    assert readers(stored) == {"amina", "chloe"}


def test_a_draft_thrown_away_takes_its_files_along(cast, world, stored, django_capture_on_commit_callbacks):
    page = make_draft(by=cast.amina, space=world.open, tools=markdown_of(stored))
    with django_capture_on_commit_callbacks(execute=True):
        practices.delete_draft(by=cast.amina, page=page, at=LATER)

    assert (Attachment.objects.count(), stored.file.storage.exists(stored.file.name)) == (0, False)


def test_who_leaves_takes_the_files_of_drafts_of_theirs_alone(cast, world, stored):
    make_draft(by=cast.amina, space=world.open, tools=markdown_of(stored))

    assert forget_person(person=cast.amina) == 1
    assert Attachment.objects.count() == 0


def test_taken_down_by_staff_they_are_held_again(cast, world, stored, readers):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, tools=markdown_of(stored))
    assert readers(stored) == EVERYBODY

    page = PracticePage.objects.get(pk=page.pk)
    page.unpublish()
    practices.take_down(page=page, by=cast.olga, at=LATER)

    assert readers(stored) == {"amina", "chloe"}


def test_what_a_thread_shows_too_stays_with_the_thread(cast, world, stored, readers, ask):
    thread = ask(world.open)
    replies.post_reply(by=cast.amina, thread=thread, body=markdown_of(stored), at=NOW)
    page = make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe, tools=markdown_of(stored))

    assert readers(stored) == EVERYBODY
    spaces.edit_space(by=cast.chloe, space=world.hidden, access="private", at=LATER)
    assert (readers(stored), PracticePage.objects.get().pk) == (EVERYBODY, page.pk)


def test_a_broken_image_is_refused_and_an_invented_address_is_no_file(cast, world, client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    broken = SimpleUploadedFile("carte.png", b"\x89PNG\r\n\x1a\nrien")
    response = client_of(cast.amina).post(reverse("people:attachment-upload"), {"file": broken})
    assert (response.status_code, list(response.json())) == (422, ["error"])

    invented = "![x](/fichiers/00000000-0000-0000-0000-000000000000/x.webp)"
    page = make_draft(by=cast.amina, space=world.open, tools=invented)
    assert (list(page.files.all()), PracticeDraftFile.objects.count()) == ([], 0)
