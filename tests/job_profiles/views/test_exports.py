"""A version as files: the same words in each, safe, and never stale in silence."""

import csv
import io
import json

import pytest
from docx import Document
from pypdf import PdfReader

from job_profiles.enums import VersionState
from tests.cast import Cast
from tests.factories.descriptions import whole_version
from tests.factories.job_profiles import ProfileVersionFactory

pytestmark = pytest.mark.django_db


def get(client, version, kind, **headers):
    return client.get(f"/profils-emploi/{version.profile.key}/versions/{version.number}/{kind}/", headers=headers or None)


def test_pdf_is_tagged_with_title_and_language_and_says_where_it_comes_from(cast: Cast, client_of) -> None:
    version = whole_version()

    response = get(client_of(cast.amina), version, "pdf")

    reader = PdfReader(io.BytesIO(response.content))
    root = reader.trailer["/Root"]
    assert response["Content-Type"] == "application/pdf"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr-CA"
    assert reader.metadata.title == "Conseillère ou conseiller en contenu"
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Écrit ce que le public cherche." in text
    assert "Réviser & tenir <à jour>" in text
    assert "Je réécris seule." in text
    assert f"/profils-emploi/{version.profile.key}/versions/1/" in text
    assert "En vigueur depuis le 5\xa0janvier\xa02026" in text


def test_docx_opens_again_with_every_part(cast: Cast, client_of) -> None:
    version = whole_version()

    response = get(client_of(cast.amina), version, "docx")

    document = Document(io.BytesIO(response.content))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert document.core_properties.title == "Conseillère ou conseiller en contenu"
    assert document.core_properties.language == "fr-CA"
    assert "Réviser & tenir <à jour>" in paragraphs
    assert "Une page révisée" in paragraphs
    assert [row.cells[1].text for row in document.tables[0].rows] == ["Niveau", "3 · Maîtrise", "2 · 2"]
    assert "{" not in "".join(paragraphs)


def test_csv_has_a_line_per_competency(cast: Cast, client_of) -> None:
    version = whole_version()

    text = get(client_of(cast.amina), version, "csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["niveau"], row["genre"], row["pouvoir"]) for row in rows] == [
        ("3", "Essentielle", "Je réécris seule."),
        ("2", "Atout", ""),
    ]


def test_json_and_json_ld_hold_both_languages(cast: Cast, client_of) -> None:
    version = whole_version()
    client = client_of(cast.amina)

    data = json.loads(get(client, version, "json").content)
    linked = json.loads(get(client, version, "json-ld").content)

    assert data["title"] == {"fr": "Conseillère ou conseiller en contenu", "en": "Content advisor"}
    assert data["responsibilities"]["fr"] == ["Rédiger les pages", "Réviser & tenir <à jour>"]
    assert [needed["essential"] for needed in data["competencies"]] == [True, False]
    assert linked["@type"] == "Occupation"
    assert linked["name"] == [
        {"@language": "fr-CA", "@value": "Conseillère ou conseiller en contenu"},
        {"@language": "en-CA", "@value": "Content advisor"},
    ]
    assert linked["occupationalCategory"] == [{"@type": "CategoryCode", "inCodeSet": "CNP 2021", "codeValue": "11202"}]


@pytest.mark.parametrize("kind", ["pdf", "docx", "csv", "json", "json-ld"])
def test_who_has_it_already_is_told_so(cast: Cast, client_of, kind) -> None:
    version = whole_version()
    client = client_of(cast.amina)
    first = get(client, version, kind)

    again = get(client, version, kind, if_none_match=first["ETag"])

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["Cache-Control"] == "private, no-cache"


def test_a_file_of_a_replaced_version_says_so(cast: Cast, client_of) -> None:
    version = whole_version(VersionState.RETIRED)

    document = Document(io.BytesIO(get(client_of(cast.amina), version, "docx").content))

    assert "Version retirée\xa0: une autre la remplace. Vérifiez à l’adresse ci-dessous." in [
        paragraph.text for paragraph in document.paragraphs
    ]


@pytest.mark.parametrize("kind", ["pdf", "docx", "csv", "json", "json-ld"])
def test_a_draft_is_taken_by_its_owners_alone(cast: Cast, client_of, kind) -> None:
    version = ProfileVersionFactory(state=VersionState.DRAFT, mission_fr="Encore un essai.")

    assert get(client_of(cast.amina), version, kind).status_code == 404
    assert get(client_of(cast.lea), version, kind).status_code == 200


def test_all_profiles_as_one_table(cast: Cast, client_of, django_assert_num_queries) -> None:
    whole_version()
    client = client_of(cast.amina)
    client.get("/profils-emploi/exporter/")
    with django_assert_num_queries(8) as first:
        rows = list(csv.DictReader(io.StringIO(client.get("/profils-emploi/exporter/").content.decode("utf-8-sig"))))
    assert [row["niveau"] for row in rows] == ["3", "2"]
    whole_version(key="autre")
    whole_version(key="troisieme")
    with django_assert_num_queries(len(first.captured_queries)):
        assert client.get("/profils-emploi/exporter/").status_code == 200
