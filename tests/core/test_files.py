"""Uploads are judged by their content."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.files import UploadRefused, check_media, check_upload, clean_name


def picture(kind="JPEG", size=(40, 20), exif=b""):
    buffer = io.BytesIO()
    Image.new("RGB", size, "navy").save(buffer, kind, **({"exif": exif} if exif else {}))
    return buffer.getvalue()


def archive(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        for name, content in files.items():
            bundle.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def test_an_image_comes_back_as_webp_without_what_the_camera_hid():
    exif = Image.Exif()
    exif[0x010E] = "rue secrète"
    exif.get_ifd(0x8825)[2] = (46.0, 48.0, 0.0)
    data = picture(exif=exif.tobytes())
    assert b"rue secr" in data
    checked = check_upload(SimpleUploadedFile("photo.jpg", data))
    content = checked.content.read()
    assert (checked.name, checked.media_type, checked.width, checked.height) == ("photo.webp", "image/webp", 40, 20)
    assert b"rue secr" not in content
    assert dict(Image.open(io.BytesIO(content)).getexif()) == {}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("vide.pdf", b"", "vide"),
        ("programme.pdf", b"MZ\x90\x00 program", "genre de fichier"),
        ("page.html", b"<html><script>alert(1)</script>", "genre de fichier"),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "genre de fichier"),
        ("note.txt", b"a\x00b", "genre de fichier"),
        ("rapport.docx", b"PK\x03\x04 abime", "abîmé"),
        ("photo.jpg", picture()[:60], "abîmée"),
    ],
)
def test_what_is_refused_gets_a_sentence(name, data, words):
    with pytest.raises(UploadRefused, match=words):
        check_upload(SimpleUploadedFile(name, data))


def test_a_document_with_macros_is_refused():
    data = archive(**{"[Content_Types].xml": "x", "word__document.xml": "x", "word__vbaProject.bin": "x"})
    with pytest.raises(UploadRefused, match="macros"):
        check_upload(SimpleUploadedFile("rapport.docx", data))


def test_a_document_is_what_its_name_says():
    data = archive(**{"[Content_Types].xml": "x", "word__document.xml": "x"})
    assert check_upload(SimpleUploadedFile("rapport.docx", data)).extension == "docx"
    with pytest.raises(UploadRefused, match="abîmé"):
        check_upload(SimpleUploadedFile("rapport.xlsx", data))


def test_a_heavy_file_is_refused_before_it_is_read():
    with pytest.raises(UploadRefused, match="dépasse 1\u00a0Mo"):
        check_upload(SimpleUploadedFile("gros.txt", b"a" * 1_100_000), max_bytes=1024 * 1024)


def test_only_images_where_only_images_serve():
    with pytest.raises(UploadRefused, match="pas une image"):
        check_upload(SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"), images_only=True)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\dossier\\a.pdf", "a.pdf"),
        ("a\x00b.pdf", "a b.pdf"),
        ("", "fichier"),
        (".pdf", "pdf"),
    ],
)
def test_names_lose_folders_and_control_characters(name, clean):
    assert clean_name(name) == clean


MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour.\n"


def test_a_video_is_named_after_what_it_is():
    checked = check_media(SimpleUploadedFile("../film.avi", MP4))
    assert (checked.name, checked.media_type, checked.size) == ("film.mp4", "video/mp4", len(MP4))


def test_captions_lose_their_mark_of_order():
    checked = check_media(SimpleUploadedFile("s.vtt", b"\xef\xbb\xbf" + VTT))
    assert (checked.media_type, checked.content.read()) == ("text/vtt", VTT)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("s.vtt", b"00:00 --> 00:01\nBonjour."),
        ("s.vtt", b"WEBVTT\n\nBonjour."),
        ("s.vtt", "WEBVTT\n\n00:00 --> 00:01\né".encode("latin-1")),
        ("film.mp4", b"<html>"),
        ("film.mov", b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + b"\x00" * 64),
    ],
)
def test_what_a_lesson_does_not_take(name, content):
    with pytest.raises(UploadRefused):
        check_media(SimpleUploadedFile(name, content))


def test_everything_else_is_judged_as_everywhere():
    assert check_media(SimpleUploadedFile("a.txt", b"bonjour")).media_type == "text/plain"
    assert check_media(SimpleUploadedFile("a.jpg", picture())).media_type == "image/webp"
