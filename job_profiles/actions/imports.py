"""Imports of ministries' descriptions: given at once, read file by file by a worker, nothing lost."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.files import UploadRefused, clean_name
from core.outbox import publish
from core.rules.text import one_line, sort_key
from job_profiles.enums import DescriptionSource, JobState
from job_profiles.events import ImportAsked
from job_profiles.models import DescriptionImport, ImportedFile, LocalDescription
from job_profiles.permissions import may_import_for
from job_profiles.rules import extraction
from job_profiles.rules.extraction import ExtractedDescription, ExtractionError
from job_profiles.rules.words import language_of, same_form
from people.actions.files import hold_attachments, store_attachment
from people.models import Attachment, Organisation, Person

MAX_FILES = 30
SOURCES = {"docx": DescriptionSource.DOCX, "pdf": DescriptionSource.PDF, "csv": DescriptionSource.CSV}
MACROS = frozenset(("docm", "dotm"))
UNFINISHED = (JobState.WAITING, JobState.RUNNING)
# Seconds for which one worker keeps a file to itself; longer than reading it may take.
HELD_FOR = 120


@transaction.atomic
def start_import(
    *, by: Person, organisation: Organisation, uploads: Sequence[UploadedFile], pasted: str, at: dt.datetime
) -> DescriptionImport:
    """Keep what was given and hand it to the workers. A file that cannot be taken is refused alone, with its reason.

    Raises PermissionDenied, and ValidationError when nothing was given or too much.
    """
    if not may_import_for(by, organisation):
        raise PermissionDenied(_("Vous n’importez pas de descriptions pour cette organisation."))
    if not uploads and not pasted.strip():
        raise ValidationError(_("Choisissez au moins un fichier, ou collez un texte."))
    if len(uploads) > MAX_FILES:
        raise ValidationError(
            _("Choisissez au plus %(count)d fichiers à la fois. Les autres suivront dans une autre importation.")
            % {"count": MAX_FILES}
        )
    batch = DescriptionImport.objects.create(organisation=organisation, by=by, created_at=at)
    for upload in uploads:
        _take(batch, upload, at)
    if pasted.strip():
        text = pasted.replace("\r\n", "\n").replace("\x00", "")
        ImportedFile.objects.create(batch=batch, name=_("Texte collé"), source=DescriptionSource.PASTED, pasted=text)
    waiting = tuple(batch.files.filter(state=JobState.WAITING).values_list("pk", flat=True))
    if waiting:
        publish(ImportAsked(import_id=batch.pk, file_ids=waiting, by_id=by.pk, at=at))
    else:
        _close(batch.pk, at)
    return batch


def _take(batch: DescriptionImport, upload: UploadedFile, at: dt.datetime) -> None:
    """Store one file, or note why not."""
    name = clean_name(upload.name or "")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    row = ImportedFile(batch=batch, name=name, source=SOURCES.get(extension, DescriptionSource.DOCX))
    if extension not in SOURCES:
        row.state, row.refusal = JobState.FAILED, "macros" if extension in MACROS else "unsupported"
        row.refusal_values = {"extension": extension}
    else:
        try:
            row.attachment = store_attachment(owner=batch.by, upload=upload, at=at)
        except UploadRefused as refusal:
            row.state, row.refusal, row.refusal_values = JobState.FAILED, "upload", {"words": str(refusal)}
        else:
            hold_attachments(attachments=Attachment.objects.filter(pk=row.attachment.pk))
    row.save()


def read_file(*, file_id: int, at: dt.datetime) -> bool:
    """Read one file into descriptions; True when this call did. Run again, or by two workers at once, it does it once."""
    if not cache.add(_hold(file_id), 1, HELD_FOR):
        return False
    try:
        file = ImportedFile.objects.filter(pk=file_id, state__in=UNFINISHED).select_related(
            "batch__organisation", "batch__by", "attachment"
        ).first()  # fmt: skip
        if file is None:
            return False
        ImportedFile.objects.filter(pk=file_id).update(state=JobState.RUNNING)
        DescriptionImport.objects.filter(pk=file.batch_id, state=JobState.WAITING).update(state=JobState.RUNNING)
        try:
            found = _read(file)
        except ExtractionError as refusal:
            refuse_file(file_id=file_id, code=refusal.code, values=refusal.details, at=at)
        else:
            _keep(file, found, at)
        return True
    finally:
        cache.delete(_hold(file_id))


def _read(file: ImportedFile) -> list[ExtractedDescription]:
    if file.source == DescriptionSource.PASTED:
        return extraction.extract_text(file.pasted)
    if file.attachment is None:
        raise extraction.Unreadable
    try:
        with file.attachment.file.open("rb") as content:
            data = content.read()
    except FileNotFoundError as error:
        raise extraction.Unreadable from error
    return extraction.extract(data, file.source)


@transaction.atomic
def _keep(file: ImportedFile, found: Sequence[ExtractedDescription], at: dt.datetime) -> None:
    """Write the descriptions; the same text of the same organisation is known again and not kept twice."""
    locked = ImportedFile.objects.select_for_update().get(pk=file.pk)
    if locked.state not in UNFINISHED:
        return
    places = _organisations(file, found)
    rows: dict[tuple[int, str], LocalDescription] = {}
    for description in found:
        organisation = places.get(sort_key(description.organisation), file.batch.organisation)
        row = _row(file, description, organisation, at)
        rows.setdefault((organisation.pk, row.digest), row)
    new = [row for row in rows.values() if not _is_known(row)]
    LocalDescription.objects.bulk_create(new, ignore_conflicts=True)
    kept = LocalDescription.objects.filter(imported_file=file).count()
    locked.state, locked.found, locked.known = JobState.DONE, kept, len(found) - kept
    locked.save(update_fields=["state", "found", "known"])
    _close(file.batch_id, at)


def _is_known(row: LocalDescription) -> bool:
    return LocalDescription.objects.filter(organisation=row.organisation_id, digest=row.digest).exists()


def _organisations(file: ImportedFile, found: Sequence[ExtractedDescription]) -> dict[str, Organisation]:
    """Organisations that the column of a table names, if the person may import for them; by folded name or acronym."""
    named = {sort_key(one.organisation) for one in found if one.row is not None and one.organisation}
    if not named:
        return {}
    rows = Organisation.objects.filter(Q(sort_key__in=named) | Q(acronym__in={name.upper() for name in named}))
    allowed = [row for row in rows if may_import_for(file.batch.by, row)]
    return {key: row for row in allowed for key in (row.sort_key, sort_key(row.acronym))}


def _row(
    file: ImportedFile, description: ExtractedDescription, organisation: Organisation, at: dt.datetime
) -> LocalDescription:
    return LocalDescription(
        organisation=organisation,
        title=one_line(description.title)[:200] or _title(file, description),
        sections=description.sections,
        text=description.text,
        digest=digest(description.text),
        language=language_of(description.text),
        source=file.source,
        imported_file=file,
        imported_by=file.batch.by,
        imported_at=at,
    ).prepare()


def _title(file: ImportedFile, description: ExtractedDescription) -> str:
    """For a description that names none: the first words of a pasted text, else the file's name (and the row's number)."""
    if file.source == DescriptionSource.PASTED:
        return one_line(description.text.splitlines()[0])[:80]
    stem = file.name.rpartition(".")[0] or file.name
    return f"{stem} ({description.row})" if description.row else stem


def digest(text: str) -> str:
    """By what the same text is known: words alone, case, accents and spacing aside."""
    return hashlib.sha256(same_form(text).encode()).hexdigest()


@transaction.atomic
def refuse_file(*, file_id: int, code: str, values: Mapping[str, object], at: dt.datetime) -> None:
    """It cannot be read: `code` and `values` make the sentence that its person reads (queries.imports)."""
    file = ImportedFile.objects.select_for_update().get(pk=file_id)
    if file.state not in UNFINISHED:
        return
    file.state, file.refusal, file.refusal_values = JobState.FAILED, code, dict(values)
    file.save(update_fields=["state", "refusal", "refusal_values"])
    _close(file.batch_id, at)


def _close(batch_id: int, at: dt.datetime) -> None:
    """The import is over once none of its files waits."""
    batch = DescriptionImport.objects.select_for_update().get(pk=batch_id)
    if batch.finished_at is None and not batch.files.filter(state__in=UNFINISHED).exists():
        batch.state, batch.finished_at = JobState.DONE, at
        batch.save(update_fields=["state", "finished_at"])


def _hold(file_id: int) -> str:
    return f"description-en-main:{file_id}"
