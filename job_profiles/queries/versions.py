"""Versions of a profile as their readers find them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet

from job_profiles.models import CareerMove, JobProfile, ProfileVersion
from people.models import Person


@dataclass(frozen=True)
class HistoryRow:
    """One version of a history, and the readable one before it (None: it is the first)."""

    version: ProfileVersion
    previous: ProfileVersion | None


def history_of(profile: JobProfile, viewer: Person) -> "QuerySet[ProfileVersion]":
    """Versions that the viewer may read, the newest first."""
    versions = ProfileVersion.objects.visible_to(viewer).filter(profile=profile)
    return cast("QuerySet[ProfileVersion]", versions.order_by("-number"))


def history_rows(profile: JobProfile, found: Sequence[ProfileVersion]) -> list[HistoryRow]:
    """Versions that follow one another, the newest first, each with the one before it; what a page cuts off stays unsaid."""
    for version in found:
        version.profile = profile
    return [HistoryRow(version, previous) for version, previous in zip(found, [*found[1:], None], strict=True)]


def version_of(viewer: Person, key: str, number: int) -> ProfileVersion:
    """One version with its profile. Raises DoesNotExist where the viewer may not read it."""
    versions = ProfileVersion.objects.visible_to(viewer).select_related("profile__family", "profile__job_class", "framework")
    return versions.get(profile__key=key, number=number)


def moves_of(version: ProfileVersion) -> list[CareerMove]:
    """Declared moves, by the order of the profiles that they lead to."""
    return list(CareerMove.objects.filter(version=version).select_related("to").order_by("to__order", "to__key"))
