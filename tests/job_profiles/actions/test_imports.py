"""Imports: files kept and read one by one, refusals that leave the others, texts known again."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from core.models import OutboxRow
from job_profiles.actions import imports
from job_profiles.enums import DescriptionSource, JobState
from job_profiles.models import ImportedFile, LocalDescription
from job_profiles.queries.imports import file_rows, unread_files
from people.enums import AttachmentState
from people.models import Attachment
from people.queries.files import readable_attachment
from tests.cast import NOW

pytestmark = pytest.mark.django_db
N = "\u00a0"
TEXT = "Titre : Webmestre\nMission\nTenir le site du ministère.\nTâches\n- Publier les pages\n"


def word(name: str = "webmestre.docx", title: str = "Webmestre") -> SimpleUploadedFile:
    document = Document()
    document.add_heading(title, 0)
    document.add_heading("Mission", 1)
    document.add_paragraph(f"Tenir le site : {title}.")
    buffer = io.BytesIO()
    document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def scan() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (200, 200), "white").save(buffer, "PDF")
    return SimpleUploadedFile("numérisé.pdf", buffer.getvalue())


def start(cast, *uploads, pasted="", by=None, organisation=None):
    return imports.start_import(
        by=by or cast.lea, organisation=organisation or cast.malik.organisation, uploads=list(uploads), pasted=pasted, at=NOW
    )


def read_all(batch):
    for file in batch.files.all():
        imports.read_file(file_id=file.pk, at=NOW)
    batch.refresh_from_db()
    return file_rows(batch)


def test_files_and_a_pasted_text_are_kept_and_handed_to_the_workers(cast):
    batch = start(cast, word(), word("graphiste.docx", "Graphiste"), pasted=TEXT)
    assert (batch.state, batch.organisation) == (JobState.WAITING, cast.malik.organisation)
    files = list(batch.files.all())
    assert [(file.name, file.source) for file in files] == [
        ("webmestre.docx", DescriptionSource.DOCX),
        ("graphiste.docx", DescriptionSource.DOCX),
        ("Texte collé", DescriptionSource.PASTED),
    ]
    assert OutboxRow.objects.get(name="job_profiles.ImportAsked").payload["file_ids"] == [file.pk for file in files]
    # Kept past the drafts' two days, and read by no audience.
    assert set(Attachment.objects.values_list("state", "audience")) == {(AttachmentState.PUBLISHED, None)}


def test_each_file_becomes_descriptions_of_the_organisation(cast):
    rows = read_all(start(cast, word(), pasted=TEXT))
    assert [[one.title for one in row.descriptions] for row in rows] == [["Webmestre"], ["Webmestre"]]
    pasted = LocalDescription.objects.get(source=DescriptionSource.PASTED)
    assert pasted.sections == {"mission": "Tenir le site du ministère.", "responsibilities": "Publier les pages"}
    assert (pasted.organisation, pasted.imported_by, pasted.language) == (cast.malik.organisation, cast.lea, "fr")


def test_a_refused_file_leaves_the_others_and_says_what_to_do(cast):
    batch = start(
        cast, scan(), SimpleUploadedFile("vide.csv", b""), SimpleUploadedFile("macro.docm", b"PK"),
        SimpleUploadedFile("vieux.doc", b"x"), SimpleUploadedFile("abîmé.docx", b"PK\x03\x04"), word(),
        SimpleUploadedFile("colonnes.csv", "Nom;Âge\nA;1\n".encode("cp1252")),
    )  # fmt: skip
    rows = read_all(batch)
    assert batch.state == JobState.DONE
    assert [(row.file.name, row.file.state, row.refusal.partition(".")[0]) for row in rows] == [
        ("numérisé.pdf", "failed", f"Ce PDF est une image{N}: sa page ne contient pas de texte"),
        ("vide.csv", "failed", "Ce fichier est vide"),
        ("macro.docm", "failed", "Ce document contient des macros"),
        ("vieux.doc", "failed", "Ce genre de fichier n’est pas lu ici"),
        ("abîmé.docx", "failed", "Ce document est abîmé ou n’est pas du genre que son nom annonce"),
        ("webmestre.docx", "done", ""),
        ("colonnes.csv", "failed", "Les colonnes de ce tableau ne sont pas reconnues (Nom, Âge)"),
    ]


def test_the_same_text_is_known_again_for_one_organisation(cast):
    read_all(start(cast, pasted=TEXT))
    again = read_all(start(cast, pasted=TEXT.upper().replace("\n", "\n\n")))
    elsewhere = read_all(start(cast, pasted=TEXT, organisation=cast.amina.organisation))
    assert (again[0].file.found, again[0].file.known) == (0, 1)
    assert (elsewhere[0].file.found, elsewhere[0].file.known) == (1, 0)
    assert LocalDescription.objects.count() == 2


def test_a_column_of_a_table_names_organisations_for_an_owner_alone(cast):
    table = "Titre;Organisme;Mission\nWebmestre;MTMD;Tenir le site\nGraphiste;Inconnu;Dessiner\n"
    read_all(start(cast, SimpleUploadedFile("table.csv", table.encode())))
    assert dict(LocalDescription.objects.values_list("title", "organisation__acronym")) == {
        "Webmestre": "MTMD",
        "Graphiste": "MESS",
    }
    LocalDescription.objects.all().delete()
    read_all(start(cast, SimpleUploadedFile("table.csv", table.encode()), by=cast.malik))
    assert set(LocalDescription.objects.values_list("organisation__acronym", flat=True)) == {"MESS"}


def test_reading_twice_does_it_once_and_a_file_left_behind_is_found(cast):
    batch = start(cast, word())
    file = batch.files.get()
    ImportedFile.objects.update(state=JobState.RUNNING)  # as a killed worker leaves it
    assert unread_files(before=NOW.replace(year=2027)) == [file.pk]
    assert imports.read_file(file_id=file.pk, at=NOW) is True
    assert imports.read_file(file_id=file.pk, at=NOW) is False
    assert (LocalDescription.objects.count(), unread_files(before=NOW.replace(year=2027))) == (1, [])


def test_a_description_without_a_title_takes_the_name_of_its_file_or_its_first_words(cast):
    read_all(
        start(
            cast,
            SimpleUploadedFile("Agent Web.csv", b"Mission\nTenir le site\n"),
            pasted="Mission\nTenir le site du parc.\n",
        )
    )
    assert set(LocalDescription.objects.values_list("title", flat=True)) == {"Agent Web (1)", "Mission"}


def test_respondents_import_for_their_own_ministry_and_members_for_none(cast):
    start(cast, pasted=TEXT, by=cast.malik)
    for who, where in ((cast.malik, cast.amina.organisation), (cast.amina, cast.amina.organisation)):
        with pytest.raises(PermissionDenied):
            start(cast, pasted=TEXT, by=who, organisation=where)


def test_nothing_and_too_many_files_are_refused_in_words(cast):
    with pytest.raises(ValidationError, match="Choisissez au moins un fichier"):
        start(cast, pasted="  \n")
    with pytest.raises(ValidationError, match="au plus 30 fichiers"):
        start(cast, *[SimpleUploadedFile(f"{number}.csv", b"x") for number in range(31)])


def test_the_original_is_read_by_whoever_sees_the_description(cast):
    read_all(start(cast, word()))
    key = Attachment.objects.get().key
    assert [readable_attachment(key, who) is not None for who in (cast.lea, cast.malik, cast.gisele, cast.amina)] == [
        True, True, True, False,
    ]  # fmt: skip
