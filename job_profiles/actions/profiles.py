"""Loading the profiles as default data; who holds which."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from competencies.models import Competency
from competencies.queries.frameworks import current_framework
from core.outbox import publish
from core.rules.text import sort_key
from job_profiles.enums import VersionState
from job_profiles.events import HoldingChanged, ProfileVersionWritten
from job_profiles.models import Holding, JobProfile, ProfileVersion, Requirement
from people.models import Person

Data = Mapping[str, Any]


class FrameworkMissing(Exception):
    """Profiles rest on competencies: load the framework first."""


@transaction.atomic
def load_profiles(*, data: Sequence[Data], at: dt.datetime) -> int:
    """Profiles of data/profiles/profiles.json, by key; returns how many versions were written.

    What a version asks for never changes: other targets or another mission make the next number, and the proposal before
    it is retired. A file whose content already is one of the versions changes nothing.
    """
    framework = current_framework()
    if framework is None:
        raise FrameworkMissing
    competencies = {found.code: found for found in Competency.objects.all()}
    profiles = _profiles(data)
    known = _known_versions()
    written = 0
    for row in data:
        profile, levels = profiles[row["key"]], {code: asked["level"] for code, asked in row["requirements"].items()}
        content = (row["mission_fr"], row["mission_en"], levels)
        if any(content == one for _number, one in known.get(profile.pk, [])):
            continue
        number = max((number for number, _one in known.get(profile.pk, [])), default=0) + 1
        ProfileVersion.objects.filter(profile=profile, state=VersionState.PROPOSAL).update(state=VersionState.RETIRED)
        version = ProfileVersion.objects.create(
            profile=profile, number=number, framework=framework, mission_fr=content[0], mission_en=content[1], created_at=at
        )  # a draft until its requirements stand: what left drafting never changes
        Requirement.objects.bulk_create(
            [Requirement(version=version, competency=competencies[code], level=level) for code, level in content[2].items()]
        )
        version.state = VersionState.PROPOSAL
        version.save(update_fields=["state"])
        publish(ProfileVersionWritten(profile_id=profile.pk, version_id=version.pk, at=at))
        written += 1
    return written


def _profiles(data: Sequence[Data]) -> dict[str, JobProfile]:
    """Rows of the profiles themselves: made when they are missing, left as they are otherwise."""
    JobProfile.objects.bulk_create(
        [
            JobProfile(
                key=row["key"],
                name_fr=row["name_fr"],
                name_en=row["name_en"],
                sort_key=sort_key(row["name_fr"]),
                order=row["order"],
                cnp=row["cnp"],
                esco=row["esco"],
            )
            for row in data
        ],
        ignore_conflicts=True,
    )
    return {profile.key: profile for profile in JobProfile.objects.filter(key__in=[row["key"] for row in data])}


def _known_versions() -> dict[int, list[tuple[int, tuple[str, str, dict[str, int]]]]]:
    """Per profile id: number and content of each version; two queries."""
    versions = ProfileVersion.objects.prefetch_related("requirements__competency")
    known: dict[int, list[tuple[int, tuple[str, str, dict[str, int]]]]] = {}
    for version in versions:
        targets = {needed.competency.code: needed.level for needed in version.requirements.all()}
        known.setdefault(version.profile_id, []).append((version.number, (version.mission_fr, version.mission_en, targets)))
    return known


@transaction.atomic
def set_holding(
    *, person: Person, profile: JobProfile | None, on: dt.date, by: Person | None, at: dt.datetime
) -> Holding | None:
    """From that day on the person holds this profile (None: none). The one before ends the day before.

    One says it oneself; `by` None is the installation (imports, loading). Raises PermissionDenied for somebody else.
    """
    if by is not None and by.pk != person.pk:
        raise PermissionDenied
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    current = Holding.objects.filter(person=person, to_on=None).first()
    if current is not None and profile is not None and current.profile_id == profile.pk:
        return current
    if current is None and profile is None:
        return None
    if current is not None:
        _end(current, on)
    held = Holding.objects.create(person=person, profile=profile, from_on=on) if profile is not None else None
    publish(HoldingChanged(person_id=person.pk, profile_id=profile.pk if profile else None, at=at))
    return held


def _end(holding: Holding, on: dt.date) -> None:
    """A holding ends the day before; one that began that very day, or later, never was."""
    if holding.from_on >= on:
        holding.delete()
    else:
        holding.to_on = on - dt.timedelta(days=1)
        holding.save(update_fields=["to_on"])


def erase_holdings(*, person: Person) -> int:
    """Take away which profiles the person held; returns how many rows."""
    return Holding.objects.filter(person=person).delete()[0]
