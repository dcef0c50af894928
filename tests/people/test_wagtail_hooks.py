"""The editorial library and the lists of /cms/."""

import pytest
from django.urls import reverse

from core.models import OutboxRow
from people.models import Document, Image, Organisation
from tests.factories.files import document, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def root(db):
    from wagtail.models import Collection

    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def test_an_image_of_the_library_loses_what_the_camera_hid(cast, client_of, root):
    answer = client_of(cast.olga).post(
        reverse("wagtailimages:add"),
        {"title": "Pont", "file": picture("pont.jpg", gps=True), "collection": root.pk, "tags": ""},
    )
    assert answer.status_code == 302
    image = Image.objects.get(title="Pont")
    assert image.file.name.endswith(".webp")
    assert (image.width, image.height) == (300, 200)
    assert image.file_size == image.file.size
    with image.file.open() as content:
        assert b"MARQUE-SECRETE" not in content.read()


def test_what_is_no_picture_is_refused_in_words(cast, client_of, root):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client_of(cast.olga).post(
        reverse("wagtailimages:add"),
        {"title": "Faux", "file": SimpleUploadedFile("faux.jpg", b"<svg/>"), "collection": root.pk, "tags": ""},
    )
    assert answer.status_code == 200
    assert not Image.objects.exists()


def test_a_document_is_checked_by_its_content(cast, client_of, root):
    olga = client_of(cast.olga)
    values = {"title": "Notes", "collection": root.pk, "tags": ""}
    olga.post(reverse("wagtaildocs:add"), {**values, "file": document("faux.pdf", b"rien d'un PDF")})
    assert not Document.objects.exists()
    olga.post(reverse("wagtaildocs:add"), {**values, "file": document("notes.txt")})
    assert Document.objects.get().title == "Notes"


def test_administrators_edit_organisations_and_it_is_announced(cast, client_of):
    mtmd = Organisation.objects.get(acronym="MTMD")
    olga = client_of(cast.olga)
    listed = olga.get(reverse("wagtailsnippets_people_organisation:list"))
    assert "Ministère fictif MTMD" in listed.content.decode()
    values = {"acronym": "MTMD", "name": "Nouveau nom", "kind": "ministry", "covered": "on"}
    address = reverse("wagtailsnippets_people_organisation:edit", args=[mtmd.pk])
    answer = olga.post(address, {**values, "name_en": "", "mail_domain": "", "note": ""})
    assert answer.status_code == 302
    mtmd.refresh_from_db()
    assert (mtmd.name, mtmd.sort_key) == ("Nouveau nom", "nouveau nom")
    assert OutboxRow.objects.filter(name="people.PeopleChanged").count() == 1
    assert client_of(cast.amina).get(reverse("wagtailsnippets_people_organisation:list")).status_code in (302, 403)


def test_an_organisation_with_members_is_not_deleted(cast, client_of):
    mtmd = Organisation.objects.get(acronym="MTMD")
    address = reverse("wagtailsnippets_people_organisation:delete", args=[mtmd.pk])
    answer = client_of(cast.olga).post(address, follow=True)
    assert "y sont rattachés\u00a0: MTMD" in answer.content.decode()
    assert Organisation.objects.filter(acronym="MTMD").exists()
    empty = Organisation.objects.create(acronym="VIDE", name="Organisme vide")
    client_of(cast.olga).post(reverse("wagtailsnippets_people_organisation:delete", args=[empty.pk]))
    assert not Organisation.objects.filter(acronym="VIDE").exists()
