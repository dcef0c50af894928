"""The Word template: taken, given back, refused with a reason."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from core.exports import DOCX
from job_profiles.models import DescriptionTemplate
from tests.cast import Cast
from tests.factories.descriptions import whole_version

pytestmark = pytest.mark.django_db
URL = "/profils-emploi/modele/"


def word(*paragraphs, name="chez-nous.docx"):
    document, buffer = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type=DOCX)


def written(client, version):
    response = client.get(f"/profils-emploi/{version.profile.key}/versions/1/docx/")
    return [paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs]


def test_documents_follow_the_template_that_was_given(cast: Cast, client_of) -> None:
    version, client = whole_version(), client_of(cast.lea)

    given = client.post(URL, {"file": word("Chez nous : {{ titre }}", "{{ etat }}")})

    assert given.status_code == 303
    assert written(client, version) == [
        "Chez nous : Conseillère ou conseiller en contenu",
        "En vigueur depuis le 5\xa0janvier\xa02026",
    ]


def test_back_to_the_shipped_one(cast: Cast, client_of) -> None:
    version, client = whole_version(), client_of(cast.lea)
    client.post(URL, {"file": word("{{ titre }}")})

    client.post(f"{URL}livre/")

    assert written(client, version)[0] == "Description d’emploi harmonisée"
    assert DescriptionTemplate.objects.filter(in_use=True).count() == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ titer }}", "titer"),
        ("{% for x in competences %}", "Ce modèle ne se remplit pas"),
        ("{{ titre.__class__.__mro__ }}", "Ce modèle ne se remplit pas"),
    ],
)
def test_a_template_that_cannot_be_filled_changes_nothing(cast: Cast, client_of, text, reason) -> None:
    response = client_of(cast.lea).post(URL, {"file": word(text)})

    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not DescriptionTemplate.objects.exists()


def test_what_is_no_word_document_is_refused_in_words(cast: Cast, client_of) -> None:
    text = SimpleUploadedFile("notes.txt", b"bonjour", content_type="text/plain")
    fake = SimpleUploadedFile("faux.docx", b"pas un zip", content_type=DOCX)

    for upload, words in ((text, "Ce n’est pas un document Word."), (fake, "Ce document est abîmé")):
        response = client_of(cast.lea).post(URL, {"file": upload})
        assert response.status_code == 422
        assert words in response.content.decode()
