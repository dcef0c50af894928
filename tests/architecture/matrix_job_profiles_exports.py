"""Rows of the matrix: documents of a version, their template, the own work, what a change touches, the API of machines."""

from typing import Any

from tests.architecture.rows import FORM, NOT_ALLOWED_PUBLIC, PUBLIC, Row, act, everyone, only, page
from tests.architecture.world import World

OWNERS = ("lea",)
HARMONISE = ("lea", "malik", "gisele")
NOT_FOUND_PUBLIC = everyone(404, nobody=404)


def _first(w: World) -> dict[str, Any]:
    return {"key": "strategic_communications", "number": 1}


def _machine(name: str, place: Any = None, *, get: Any = PUBLIC) -> Row:
    return Row(f"api:{name}", get, NOT_ALLOWED_PUBLIC, place)


def _key(w: World) -> dict[str, Any]:
    return {"key": "strategic_communications"}


ROWS: list[Row] = [
    page("job_profiles:profiles-csv"),
    page("job_profiles:version-pdf", _first),
    page("job_profiles:version-docx", _first),
    page("job_profiles:version-csv", _first),
    page("job_profiles:version-json", _first),
    page("job_profiles:version-json-ld", _first),
    page("job_profiles:version-impact", _first, get=only(*HARMONISE, otherwise=403)),
    Row("job_profiles:template-detail", only(*OWNERS, otherwise=403), only(*OWNERS, otherwise=403, answer=FORM)),
    page("job_profiles:template-file", get=only(*OWNERS, otherwise=403)),
    act("job_profiles:template-use-shipped", post=only(*OWNERS, otherwise=403)),
    Row("job_profiles:work-detail", everyone(), everyone(FORM)),
    act("job_profiles:work-erase", post=everyone()),
    _machine("openapi-json"),
    _machine("api-root", get=NOT_FOUND_PUBLIC),
    _machine("families"),
    _machine("profiles"),
    # The world holds a proposal alone: nothing approved.
    _machine("profile", _key, get=NOT_FOUND_PUBLIC),
    _machine("versions", _key, get=NOT_FOUND_PUBLIC),
    _machine("version", _first, get=NOT_FOUND_PUBLIC),
    _machine("version_json_ld", _first, get=NOT_FOUND_PUBLIC),
]
