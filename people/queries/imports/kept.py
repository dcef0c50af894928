"""The checked file waits on the server between the dry run and the decision: two hours, for who checked it."""

import secrets
from dataclasses import dataclass

from django.core.cache import cache

from people.models import Person
from people.rules.imports.reports import Report

KEPT_SECONDS = 7200


@dataclass(frozen=True)
class KeptImport:
    """A file as it came, and what its dry run said."""

    token: str
    person_id: int
    name: str
    data: bytes
    report: Report


def _key(token: str) -> str:
    return f"importation:{token}"


def keep(person: Person, name: str, data: bytes, report: Report, *, token: str = "") -> KeptImport:
    """Keep (or keep anew, with the same token) a checked file."""
    kept = KeptImport(token or secrets.token_urlsafe(18), person.pk, name[:120], data, report)
    cache.set(_key(kept.token), kept, KEPT_SECONDS)
    return kept


def kept_import(person: Person, token: str) -> KeptImport | None:
    """The file that this person checked; None when it has expired, was carried out, or is somebody else's."""
    kept: KeptImport | None = cache.get(_key(token))
    return kept if kept is not None and kept.person_id == person.pk else None


def forget(token: str) -> None:
    cache.delete(_key(token))
