"""Files: who reads what, how it is handed over, and the upload."""

import pytest
from django.urls import reverse
from PIL import Image as Pillow

from people.actions.audiences import add_reader, create_closed, remove_reader
from people.actions.files import publish_attachments
from people.actions.photos import remove_photo, set_photo
from people.models import Attachment, Image, Person, Rendition
from people.queries.audiences import network_audience_id
from people.queries.files import drafts_in
from tests.factories.files import document, make_attachment, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(attachment: Attachment) -> str:
    return reverse("people:attachment", args=[attachment.key, attachment.name])


def status(client_of, person, attachment) -> int:
    return client_of(person).get(address(attachment)).status_code


def test_a_draft_is_read_by_its_owner_alone(cast, client_of):
    draft = make_attachment(cast.amina)
    assert status(client_of, cast.amina, draft) == 200
    assert status(client_of, cast.bruno, draft) == 404
    assert status(client_of, cast.olga, draft) == 404


def test_a_published_file_is_read_by_its_audience(cast, client_of):
    circle = create_closed(name="Espace fermé")
    add_reader(audience=circle, person=cast.bruno)
    file = make_attachment(cast.amina, circle)
    assert status(client_of, cast.bruno, file) == 200
    assert status(client_of, cast.david, file) == 404
    assert status(client_of, cast.amina, file) == 404
    remove_reader(audience=circle, person=cast.bruno)
    assert status(client_of, cast.bruno, file) == 404


def test_a_file_of_the_network_is_read_by_every_member_and_no_visitor(cast, client_of):
    file = make_attachment(cast.amina, network_audience_id())
    assert status(client_of, cast.david, file) == 200
    assert status(client_of, None, file) == 302


def test_documents_are_saved_images_are_shown_and_nothing_is_guessed(cast, client_of):
    file = make_attachment(cast.amina, name="été (2).txt")
    answer = client_of(cast.amina).get(address(file))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9t%C3%A9%20%282%29.txt"
    assert answer["Content-Type"] == "text/plain"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert b"".join(answer.streaming_content) == b"Texte joint"

    image = make_attachment(cast.amina, name="pont.webp", media_type="image/webp")
    assert client_of(cast.amina).get(address(image))["Content-Disposition"].startswith("inline")


def test_what_the_browser_holds_is_not_sent_again(cast, client_of):
    file = make_attachment(cast.amina)
    tag = client_of(cast.amina).get(address(file))["ETag"]
    answer = client_of(cast.amina).get(address(file), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert client_of(cast.bruno).get(address(file), headers={"If-None-Match": tag}).status_code == 404


def test_a_lost_file_is_not_an_error_of_the_server(cast, client_of):
    file = make_attachment(cast.amina)
    file.file.storage.delete(file.file.name)
    assert status(client_of, cast.amina, file) == 404


def test_an_uploaded_image_comes_back_as_markdown_and_shows(cast, client_of):
    amina = client_of(cast.amina)
    answer = amina.post(reverse("people:attachment-upload"), {"file": picture("Carte [des] ponts (1).jpg", gps=True)})
    stored = Attachment.objects.get()
    assert answer.json() == {
        "markdown": f"![Carte (des) ponts (1)](/fichiers/{stored.key}/Carte%20%5Bdes%5D%20ponts%20%281%29.webp)",
        "name": "Carte [des] ponts (1).webp",
    }
    shown = amina.get(f"/fichiers/{stored.key}/Carte%20%5Bdes%5D%20ponts%20%281%29.webp")
    content = b"".join(shown.streaming_content)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert b"MARQUE-SECRETE" not in content


def test_an_upload_that_is_refused_says_why(cast, client_of):
    answer = client_of(cast.amina).post(
        reverse("people:attachment-upload"), {"file": document("page.html", b"<script>alert(1)</script>")}
    )
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Ce genre de fichier n’est pas accepté")
    assert client_of(cast.amina).post(reverse("people:attachment-upload")).status_code == 422
    assert not Attachment.objects.exists()


def test_uploads_are_limited_and_say_when_to_come_back(cast, client_of, monkeypatch):
    from core.limits import TooMany
    from people.views import files

    def refuse(*args: object, **kwargs: object) -> None:
        raise TooMany(61)

    monkeypatch.setattr(files, "spend", refuse)
    answer = client_of(cast.amina).post(reverse("people:attachment-upload"), {"file": document()})
    assert (answer.status_code, answer["Retry-After"]) == (429, "61")
    assert "2 minutes" in answer.json()["error"]


def test_publishing_opens_the_authors_own_drafts_that_the_text_names(cast):
    mine, other, foreign = make_attachment(cast.amina), make_attachment(cast.amina), make_attachment(cast.bruno)
    elsewhere = make_attachment(cast.amina, create_closed(name="Ailleurs"))
    text = " ".join(f"[x]({address(file)})" for file in (mine, foreign, elsewhere))

    count = publish_attachments(attachments=drafts_in(text, cast.amina), audience=network_audience_id())

    states = {file.pk: (file.state, file.audience_id) for file in Attachment.objects.all()}
    assert count == 1
    assert states[mine.pk] == ("published", network_audience_id())
    assert states[other.pk] == ("draft", None)
    assert states[foreign.pk] == ("draft", None)
    assert states[elsewhere.pk] == ("published", elsewhere.audience_id)


def test_the_photo_is_a_small_square_without_camera_data(cast, client_of, now):
    set_photo(person=cast.amina, upload=picture(size=(400, 900), gps=True), by=cast.amina, at=now)
    amina = Person.objects.get(pk=cast.amina.pk)
    assert amina.photo_url.startswith(f"/membres/{amina.pk}/photo/?v=")
    answer = client_of(cast.david).get(amina.photo_url)
    content = b"".join(answer.streaming_content)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", "private, max-age=604800")
    assert b"MARQUE-SECRETE" not in content
    with Pillow.open(Rendition.objects.get().file) as square:
        assert square.size == (128, 128)
    with Pillow.open(Image.objects.get().file) as kept:
        assert dict(kept.getexif()) == {}


def test_a_hidden_photo_shows_a_figure_to_others(cast, client_of, now):
    set_photo(person=cast.amina, upload=picture(), by=cast.amina, at=now)
    Person.objects.filter(pk=cast.amina.pk).update(visibility={"photo": "organisation"})
    url = reverse("people:person-photo", args=[cast.amina.pk])
    assert client_of(cast.jules).get(url).status_code == 200
    assert client_of(cast.david).get(url)["Location"].startswith("/static/img/person")


def test_a_new_photo_takes_the_place_of_the_old_and_removal_takes_all(cast, now):
    """The files themselves go in a worker: Wagtail's task deletes them after the rows."""
    set_photo(person=cast.amina, upload=picture(size=(300, 300)), by=cast.amina, at=now)
    first = cast.amina.photo_url
    set_photo(person=cast.amina, upload=picture(size=(320, 320)), by=cast.amina, at=now)
    assert Image.objects.count() == 1
    assert cast.amina.photo_url != first

    assert remove_photo(person=cast.amina, by=cast.amina, at=now)
    assert not remove_photo(person=cast.amina, by=cast.amina, at=now)
    assert not Image.objects.exists()
    assert Person.objects.get(pk=cast.amina.pk).photo_url == ""


def test_library_images_are_for_members_and_photos_are_not_among_them(cast, client_of, now):
    set_photo(person=cast.amina, upload=picture(), by=cast.amina, at=now)
    photo = Image.objects.get()
    page_image = Image(title="Page")
    page_image.file.save("page.jpg", picture(), save=True)
    rendition = page_image.get_rendition("width-100")
    assert client_of(cast.david).get(f"/fichiers/{rendition.file.name}").status_code == 200
    assert client_of(cast.david).get(f"/fichiers/{page_image.file.name}").status_code == 200
    assert client_of(cast.david).get(f"/fichiers/{photo.file.name}").status_code == 404
    assert client_of(cast.olga).get(f"/fichiers/{photo.file.name}").status_code == 200
    assert client_of(None).get(f"/fichiers/{rendition.file.name}").status_code == 302


def test_on_object_storage_downloads_come_by_a_signed_address_and_images_stay(cast, client_of, monkeypatch):
    from people.views import files

    class Elsewhere:
        """What the view needs of a storage that signs addresses."""

        def url(self, name: str, parameters: dict[str, str]) -> str:
            return f"https://depot.exemple.test/{name}?d={parameters['ResponseContentDisposition']}"

    text = make_attachment(cast.amina)
    image = make_attachment(cast.amina, name="pont.webp", media_type="image/webp")
    monkeypatch.setattr(files, "default_storage", Elsewhere())
    answer = client_of(cast.amina).get(address(text))
    expected = f"https://depot.exemple.test/{text.file.name}?d=attachment;%20filename=%22notes.txt%22"
    assert answer["Location"] == expected
    assert answer["Cache-Control"] == "private, no-store"
    assert client_of(cast.bruno).get(address(text)).status_code == 404
    assert client_of(cast.amina).get(address(image)).status_code == 200
