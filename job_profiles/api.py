"""The public API of approved job descriptions: read only, no person in it. Mounted by network at /api/v1/.

Shapes: docs/guides/job-profile-exports.md. Every answer carries an ETag and honours If-None-Match; lists go by key.
"""

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja import Path, Query, Router, Schema
from pydantic import Field

from core.limits import TooMany, client_address, spend
from job_profiles.models import Family, JobProfile, ProfileVersion
from job_profiles.queries.records import current_of, current_official, json_ld, official_versions, records_of, with_parts

router = Router(tags=["profils"])
CALLS, CALLS_IN_SECONDS = 600, 600
MOST = 100
Key = Annotated[
    str, Path(description="Clé d’un profil, par exemple digital_communications", pattern=r"^[-a-zA-Z0-9_]{1,60}$")
]
Number = Annotated[int, Path(ge=1, le=32767, description="Numéro d’une version")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Combien de rangées, 100 au plus")]
After = Annotated[str, Query(max_length=60, pattern=r"^[-a-zA-Z0-9_]*$", description="`next` de la page précédente")]
Before = Annotated[int | None, Query(ge=1, le=32767, description="`next` de la page précédente")]


class Both(Schema):
    """A text in both languages; English is empty where it was not written."""

    fr: str
    en: str


class BothLines(Schema):
    fr: list[str]
    en: list[str]


class JobClassOut(Both):
    """`number` is empty until it is verified."""

    number: str


class Esco(Schema):
    uri: str
    label_fr: str = ""
    label_en: str = ""
    isco: str = ""


class Requirement(Schema):
    code: str
    name: Both
    group: Both
    level: Annotated[int, Field(ge=1, le=4)]
    level_name: Both
    essential: bool
    why: Both
    can: Both


class Move(Schema):
    key: str
    name: Both
    note: Both


class VersionLine(Schema):
    """One approved version in a list. Days are ISO, empty when there is none."""

    key: str
    version: int
    state: str
    decided_on: str
    effective_on: str
    until_on: str
    address: str


class Version(VersionLine):
    """A whole description."""

    format: str
    code: str
    language: str
    name: Both
    family: Both
    rank: int
    job_class: JobClassOut | None
    cnp: list[str]
    esco: list[Esco]
    title: Both
    mission: Both
    responsibilities: BothLines
    deliverables: BothLines
    tools: BothLines
    indicators: BothLines
    change_note: Both
    framework: str
    competencies: list[Requirement]
    moves: list[Move]


class ProfileLine(Schema):
    """`current`: number of the version that counts today."""

    key: str
    code: str
    name: Both
    family: str
    rank: int
    current: int
    state: str


class FamilyLine(Schema):
    code: str
    name: Both


class ProfilePage(Schema):
    """`next`: what to give as `apres` for the rows that follow; empty at the end."""

    items: list[ProfileLine]
    next: str


class VersionPage(Schema):
    """`next`: what to give as `avant` for older versions; null at the end."""

    items: list[VersionLine]
    next: int | None


class FamilyPage(Schema):
    items: list[FamilyLine]


class Problem(Schema):
    """What went wrong, in a French sentence."""

    detail: str


REFUSALS = {304: None, 401: Problem, 404: Problem, 422: Problem, 429: Problem}


class NotFound(Exception):
    """No approved version of that key or number."""


def answered(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Count the call, then answer with an ETag of the content; 304 to who has it already."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        spend("api", client_address(request), limit=CALLS, seconds=CALLS_IN_SECONDS)
        found = view(request, *args, **kwargs)
        media_type = "application/ld+json" if "@context" in found else "application/json"
        content = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
        etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
        response = get_conditional_response(request, etag=etag)
        if response is None or response.status_code == 412:
            response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        return response

    return answer


@router.get("/familles", response={200: FamilyPage, **REFUSALS}, operation_id="familles", summary="Familles de profils")
@answered
def families(request: HttpRequest) -> dict[str, Any]:
    rows = Family.objects.order_by("order", "code")
    return {"items": [{"code": row.code, "name": {"fr": row.name_fr, "en": row.name_en}} for row in rows]}


@router.get("/profils", response={200: ProfilePage, **REFUSALS}, operation_id="profils", summary="Profils approuvés")
@answered
def profiles(request: HttpRequest, limite: Limit = 20, apres: After = "") -> dict[str, Any]:
    official = Prefetch("versions", queryset=ProfileVersion.objects.official(), to_attr="approved")
    keys = official_versions().values("profile")
    found = JobProfile.objects.filter(pk__in=keys, key__gt=apres).select_related("family").prefetch_related(official)
    rows = list(found.order_by("key")[: limite + 1])
    return {"items": [_profile(row) for row in rows[:limite]], "next": rows[limite - 1].key if len(rows) > limite else ""}


@router.get("/profils/{key}", response={200: Version, **REFUSALS}, operation_id="profil", summary="La version qui compte")
@answered
def profile(request: HttpRequest, key: Key) -> dict[str, Any]:
    version = current_official(key)
    if version is None:
        raise NotFound
    return _whole(version)


@router.get(
    "/profils/{key}/versions",
    response={200: VersionPage, **REFUSALS},
    operation_id="versions",
    summary="Toutes les versions",
)
@answered
def versions(request: HttpRequest, key: Key, limite: Limit = 20, avant: Before = None) -> dict[str, Any]:
    found = official_versions().filter(profile__key=key).select_related("profile")
    if not found.exists():
        raise NotFound
    rows = list((found if avant is None else found.filter(number__lt=avant)).order_by("-number")[: limite + 1])
    lines = [record.data for record in records_of(rows[:limite])] if rows else []
    names = VersionLine.model_fields
    items = [{name: line[name] for name in names} for line in lines]
    return {"items": items, "next": rows[limite - 1].number if len(rows) > limite else None}


@router.get(
    "/profils/{key}/versions/{number}", response={200: Version, **REFUSALS}, operation_id="version", summary="Une version"
)
@answered
def version(request: HttpRequest, key: Key, number: Number) -> dict[str, Any]:
    return _whole(_numbered(key, number))


@router.get(
    "/profils/{key}/versions/{number}/json-ld",
    response={200: dict[str, Any], **REFUSALS},
    operation_id="version_json_ld",
    summary="Une version, en Occupation de schema.org",
    openapi_extra={"responses": {200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}}},
)
@answered
def version_json_ld(request: HttpRequest, key: Key, number: Number) -> dict[str, Any]:
    found = with_parts(ProfileVersion.objects.filter(pk=_numbered(key, number).pk))
    return json_ld(records_of(list(found))[0])


def _numbered(key: str, number: int) -> ProfileVersion:
    found = official_versions().filter(profile__key=key, number=number).first()
    if found is None:
        raise NotFound
    return found


def _whole(version: ProfileVersion) -> dict[str, Any]:
    return records_of(list(with_parts(ProfileVersion.objects.filter(pk=version.pk))))[0].data


def _profile(row: JobProfile) -> dict[str, Any]:
    current = current_of(row.approved)  # type: ignore[attr-defined]
    assert current is not None
    return {
        "key": row.key,
        "code": row.code or "",
        "name": {"fr": row.name_fr, "en": row.name_en},
        "family": row.family.code if row.family else "",
        "rank": row.rank,
        "current": current.number,
        "state": current.state,
    }


def refusal(error: Exception) -> tuple[int, str, dict[str, str]]:
    """Status, sentence and headers of what the views above raise."""
    if isinstance(error, TooMany):
        return 429, error.sentence, {"Retry-After": str(error.retry_after)}
    return 404, "Aucune version approuvée ne porte cette clé ou ce numéro.", {}
