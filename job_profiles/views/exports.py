"""A version as a file. Made from what the version says now, with its state, its address and a fingerprint; a browser that
asks again with the fingerprint it has is told when nothing changed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response

from core.exports import DOCX, csv_response, docx, json_response
from core.limits import limited
from core.typesetting import pdf, pdf_response
from job_profiles.models import ProfileVersion
from job_profiles.queries import profiles, templates
from job_profiles.queries.records import Record, json_ld, record_of, records_of, with_parts
from job_profiles.views import documents
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

KEPT_SECONDS = 24 * 3600
Made = Callable[[Record], HttpResponse]


def _version(request: "MemberRequest", key: str, number: int) -> ProfileVersion:
    """A version that the member may read. Raises DoesNotExist: 404."""
    return ProfileVersion.objects.visible_to(request.person).get(profile__key=key, number=number)


def _answer(request: "MemberRequest", key: str, number: int, kind: str, make: Made) -> HttpResponse:
    record = record_of(_version(request, key, number))
    etag = f'"{record.digest}-{kind}-{documents.language_of_page()}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None or not isinstance(answer, HttpResponseNotModified):
        answer = make(record)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Vary"] = "Cookie"
    return answer


@member_view("GET")
@limited("profil-pdf", limit=60, seconds=600, methods=("GET",))
def version_pdf(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    """Tagged PDF/UA-1, in the language of the page; kept a day under its fingerprint."""

    def make(record: Record) -> HttpResponse:
        language, today = documents.language_of_page(), timezone.localdate()
        name = f"profil-pdf:{record.digest}:{language}:{today}"
        content = cache.get(name)
        if content is None:
            at = timezone.now()
            content = pdf("job_profile.typ", documents.for_pdf(record, language=language, at=at), at=at)
            cache.set(name, content, KEPT_SECONDS)
        return pdf_response(documents.filename(record, "pdf"), content)

    return _answer(request, key, number, f"pdf-{timezone.localdate()}", make)


@member_view("GET")
@limited("profil-docx", limit=60, seconds=600, methods=("GET",))
def version_docx(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    """On the Word template in use."""
    given = templates.in_use()

    def make(record: Record) -> HttpResponse:
        language = documents.language_of_page()
        values = documents.for_word(record, language=language, at=timezone.now())
        with templates.open_in_use() as template:
            content = docx(template, values, title=str(values["titre"]), language=f"{language}-CA")
        response = HttpResponse(content, content_type=DOCX)
        response["Content-Disposition"] = f'attachment; filename="{documents.filename(record, "docx")}"'
        return response

    return _answer(request, key, number, f"docx-{given.pk if given else 0}-{timezone.localdate()}", make)


@member_view("GET")
def version_csv(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    """One line per required competency."""

    def make(record: Record) -> HttpResponse:
        rows = documents.csv_rows(record, documents.language_of_page())
        return csv_response(documents.filename(record, "csv"), documents.CSV_HEADER, rows)

    return _answer(request, key, number, "csv", make)


@member_view("GET")
def version_json(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    return _answer(
        request, key, number, "json", lambda record: json_response(documents.filename(record, "json"), record.data)
    )


@member_view("GET")
def version_json_ld(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    """As schema.org's Occupation."""

    def make(record: Record) -> HttpResponse:
        response = json_response(documents.filename(record, "jsonld"), json_ld(record))
        response["Content-Type"] = "application/ld+json"
        return response

    return _answer(request, key, number, "jsonld", make)


@member_view("GET")
def profiles_csv(request: "MemberRequest") -> HttpResponse:
    """Every profile's standing version, one line per required competency."""
    standing = [version.pk for version in profiles.standing_versions(profiles.profile_ids()).values()]
    found = with_parts(ProfileVersion.objects.filter(pk__in=standing).order_by("profile__order", "profile__key"))
    language = documents.language_of_page()
    rows: list[list[Any]] = [row for record in records_of(list(found)) for row in documents.csv_rows(record, language)]
    return csv_response("profils-emploi.csv", documents.CSV_HEADER, rows)
