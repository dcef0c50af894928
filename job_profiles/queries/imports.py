"""Imports: who may import for whom, how far one is, why a file was refused."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from job_profiles.enums import JobState
from job_profiles.models import DescriptionImport, ImportedFile, LocalDescription
from job_profiles.permissions import answered_organisations, owns_profiles
from people.enums import OrganisationKind
from people.models import Organisation, Person

MINISTRIES = (OrganisationKind.MINISTRY, OrganisationKind.CENTRAL)


@dataclass(frozen=True)
class FileRow:
    """One file of an import: what was read, or why not, in one sentence."""

    file: ImportedFile
    descriptions: list[LocalDescription]
    refusal: str

    @property
    def waits(self) -> bool:
        return self.file.state in (JobState.WAITING, JobState.RUNNING)


def importable_organisations(person: Person) -> "QuerySet[Organisation]":
    """Those for which the person may bring in descriptions: all that the strategy covers, or the respondent's own."""
    rows = Organisation.objects.order_by("sort_key", "pk")
    if owns_profiles(person):
        return rows.exclude(kind=OrganisationKind.SCHOOL)
    own = answered_organisations(person)
    return rows.exclude(kind=OrganisationKind.SCHOOL) if own is None else rows.filter(pk__in=own)


def visible_imports(person: Person) -> "QuerySet[DescriptionImport]":
    """Own imports; owners see all."""
    rows = DescriptionImport.objects.select_related("organisation", "by")
    return rows if owns_profiles(person) else rows.filter(by=person)


def recent_imports(person: Person, limit: int = 5) -> list[DescriptionImport]:
    """The last ones, with how many descriptions came of each (`found`) and how many files were refused (`refused`)."""
    rows = visible_imports(person).annotate(
        found=Count("files__descriptions", distinct=True),
        refused=Count("files", filter=Q(files__state=JobState.FAILED), distinct=True),
    )
    return list(rows.order_by("-created_at", "-pk")[:limit])


def file_rows(batch: DescriptionImport) -> list[FileRow]:
    """The files of an import in their order; two queries."""
    kept = LocalDescription.objects.only("pk", "title", "imported_file").order_by("pk")
    files = batch.files.select_related("attachment").prefetch_related(Prefetch("descriptions", queryset=kept))
    return [
        FileRow(
            file, list(file.descriptions.all()), refusal_words(file.refusal, file.refusal_values) if file.refusal else ""
        )
        for file in files
    ]


def unread_files(*, before: dt.datetime) -> list[int]:
    """Files that a killed worker left, or that no worker took."""
    rows = ImportedFile.objects.filter(state__in=(JobState.WAITING, JobState.RUNNING), batch__created_at__lt=before)
    return list(rows.values_list("pk", flat=True))


def pasted_text(person: Person, file_id: int) -> str:
    """The text of a pasted import that could not be read, to be taken up again; empty if it is not one's own."""
    row = ImportedFile.objects.filter(pk=file_id, batch__by=person).only("pasted").first()
    return row.pasted if row else ""


def refusal_words(code: str, values: dict[str, Any]) -> str:
    """Why a file was not read, and what to do."""
    if code == "upload":
        return str(values.get("words", ""))
    if code == "too_long":
        return _too_long(values)
    if code == "no_text":
        return ngettext(
            "Ce PDF est une image\u00a0: sa page ne contient pas de texte. Demandez le document d’origine, ou collez"
            " le texte.",
            "Ce PDF est une image\u00a0: ses %(pages)d pages ne contiennent pas de texte. Demandez le document d’origine, ou"
            " collez le texte.",
            int(values.get("pages", 1)),
        ) % {"pages": values.get("pages", 1)}
    if code == "no_header":
        return _(
            "Les colonnes de ce tableau ne sont pas reconnues (%(columns)s). Nommez-les, par exemple, titre, mission,"
            " responsabilités, exigences."
        ) % {"columns": ", ".join(values.get("columns", [])) or "—"}
    sentences = {
        "empty": _("Ce fichier ne contient pas de texte. Vérifiez que c’est le bon."),
        "encrypted": _("Ce document est protégé par un mot de passe. Enregistrez-le sans protection, puis importez-le."),
        "macros": _("Ce document contient des macros. Enregistrez-le au format DOCX, sans macros, puis importez-le."),
        "unsupported": _(
            "Ce genre de fichier n’est pas lu ici. Enregistrez-le en DOCX, en PDF ou en CSV, ou collez le texte."
        ),
        "failed": _("La lecture s’est arrêtée avant la fin. Importez de nouveau ce fichier, ou collez le texte."),
    }
    return sentences.get(
        code, _("Ce document est abîmé ou illisible. Enregistrez-le de nouveau, ou collez le texte de la description.")
    )


def _too_long(values: dict[str, Any]) -> str:
    limit = int(values.get("limit", 0))
    if values.get("what") == "pages":
        return _("Ce PDF compte %(pages)d pages, la limite est de %(limit)d. Découpez-le, puis importez les parties.") % {
            "pages": values.get("pages", 0),
            "limit": limit,
        }
    if values.get("what") == "rows":
        return _("Ce tableau compte plus de %(limit)d lignes. Découpez-le, puis importez les parties.") % {"limit": limit}
    if values.get("what") == "time":
        return _("Ce fichier est trop long à lire. Découpez-le, puis importez les parties.")
    return _("Ce texte dépasse cinq millions de caractères. Découpez-le, puis importez les parties.")
