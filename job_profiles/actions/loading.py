"""The profiles that ship with the network, as proposals: families, job classes, profiles, versions. By key, idempotent."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from competencies.models import Competency, Framework
from competencies.queries.frameworks import current_framework
from core.outbox import publish
from core.rules.text import sort_key
from job_profiles.enums import VersionState
from job_profiles.events import ProfileVersionWritten
from job_profiles.models import CareerMove, Family, JobClass, JobProfile, ProfileVersion, Requirement
from job_profiles.models.versions import LINES, TEXTS

Data = Mapping[str, Any]
FIELDS = tuple(f"{name}_{language}" for name in TEXTS for language in ("fr", "en"))
FIRST_NOTE = ("Première proposition, tirée de la stratégie de 2016.", "First proposal, drawn from the 2016 strategy.")
NEXT_NOTE = ("Nouvelle proposition livrée avec le réseau.", "New proposal shipped with the network.")


class FrameworkMissing(Exception):
    """Profiles rest on competencies: load the framework first."""


@dataclass(frozen=True)
class Content:
    """What a version says: texts by field, requirements by code, moves by the key of their profile."""

    texts: dict[str, str]
    requirements: dict[str, tuple[int, bool, str, str]]
    moves: dict[str, tuple[str, str]]


@transaction.atomic
def load_profiles(
    *, data: Sequence[Data], at: dt.datetime, families: Sequence[Data] = (), job_classes: Sequence[Data] = ()
) -> int:
    """Profiles of data/profiles/profiles.json, by key; returns how many versions were written.

    What a version says never changes: another content makes the next number, and the proposal before it is retired. A file
    whose content already is one of the versions changes nothing. Once somebody works on a profile, or a version of it was
    approved, the file has no more say in it.
    """
    framework = current_framework()
    if framework is None:
        raise FrameworkMissing
    _load_families(families)
    _load_job_classes(job_classes)
    profiles = _load_rows(data)
    competencies = {found.code: found for found in Competency.objects.all()}
    known = _known_versions()
    written = 0
    for row in data:
        profile = profiles[row["key"]]
        versions = known.get(profile.pk, [])
        content = _content(row, profiles)
        if any(_left_to_its_owners(version) or content == one for version, one in versions):
            continue
        number = max((version.number for version, _one in versions), default=0) + 1
        version = _write(profile, number, content, framework, competencies, at)
        publish(ProfileVersionWritten(profile_id=profile.pk, version_id=version.pk, at=at))
        written += 1
    return written


def _left_to_its_owners(version: ProfileVersion) -> bool:
    return version.in_the_making or version.decided_at is not None


def _write(
    profile: JobProfile,
    number: int,
    content: Content,
    framework: Framework,
    competencies: Mapping[str, Competency],
    at: dt.datetime,
) -> ProfileVersion:
    """The next proposal: a draft until its parts stand, because what left drafting never changes."""
    ProfileVersion.objects.filter(profile=profile, state=VersionState.PROPOSAL).update(state=VersionState.RETIRED)
    note_fr, note_en = FIRST_NOTE if number == 1 else NEXT_NOTE
    version = ProfileVersion.objects.create(
        profile=profile, number=number, framework=framework, created_at=at, **content.texts,
        change_note_fr=note_fr, change_note_en=note_en,
    )  # fmt: skip
    Requirement.objects.bulk_create(
        Requirement(
            version=version, competency=competencies[code], level=level, essential=essential, why_fr=french, why_en=english
        )
        for code, (level, essential, french, english) in content.requirements.items()
    )
    targets = {one.key: one for one in JobProfile.objects.filter(key__in=content.moves)}
    CareerMove.objects.bulk_create(
        CareerMove(version=version, to=targets[key], note_fr=french, note_en=english)
        for key, (french, english) in content.moves.items()
    )
    version.state = VersionState.PROPOSAL
    version.save(update_fields=["state"])
    return version


def _content(row: Data, profiles: Mapping[str, JobProfile]) -> Content:
    """The content of one entry of the file; moves to profiles that the file leaves out are left out."""
    texts = {field: "\n".join(row[field]) if field[:-3] in LINES else row[field] for field in FIELDS}
    asked = row["requirements"].items()
    return Content(
        texts,
        {code: (one["level"], one["essential"], one["why_fr"], one["why_en"]) for code, one in asked},
        {move["to"]: (move["note_fr"], move["note_en"]) for move in row["moves"] if move["to"] in profiles},
    )


def _known_versions() -> dict[int, list[tuple[ProfileVersion, Content]]]:
    """Per profile id: each version with its content; three queries."""
    known: dict[int, list[tuple[ProfileVersion, Content]]] = {}
    needed = Requirement.objects.select_related("competency")
    versions = ProfileVersion.objects.prefetch_related(
        Prefetch("requirements", queryset=needed), Prefetch("moves", queryset=CareerMove.objects.select_related("to"))
    )
    for version in versions:
        content = Content(
            {field: getattr(version, field) for field in FIELDS},
            {one.competency.code: (one.level, one.essential, one.why_fr, one.why_en) for one in version.requirements.all()},
            {move.to.key: (move.note_fr, move.note_en) for move in version.moves.all()},
        )
        known.setdefault(version.profile_id, []).append((version, content))
    return known


def _load_families(rows: Sequence[Data]) -> None:
    """Families that are missing; those that stand are left as they are."""
    Family.objects.bulk_create([Family(**row) for row in rows], ignore_conflicts=True)


def _load_job_classes(rows: Sequence[Data]) -> None:
    """Job classes that are missing. The file gives a number only where it is verified."""
    JobClass.objects.bulk_create(
        [JobClass(number=row["code"], title_fr=row["title_fr"], title_en=row["title_en"]) for row in rows],
        ignore_conflicts=True,
    )


def _load_rows(data: Sequence[Data]) -> dict[str, JobProfile]:
    """The profiles themselves: made when they are missing. A row without its code comes from before codes: it gets what the
    file says of its family, rank and job class, once; others are left as their owners made them.
    """
    known = {profile.key: profile for profile in JobProfile.objects.filter(key__in=[row["key"] for row in data])}
    incomplete = [row for row in data if row["key"] not in known or known[row["key"]].code is None]
    families = {family.code: family for family in Family.objects.all()} if incomplete else {}
    classes = {one.title_fr: one for one in JobClass.objects.all()} if incomplete else {}
    for row in incomplete:
        profile = known.get(row["key"]) or JobProfile(
            **{name: row[name] for name in ("key", "name_fr", "name_en", "order", "cnp", "esco")},
            sort_key=sort_key(row["name_fr"]),
        )
        profile.code = row["code"]
        profile.family, profile.rank = families.get(row["family"]), row["rank"]
        profile.job_class = classes.get(row["job_class"]["title_fr"])
        profile.save()
        known[row["key"]] = profile
    return known
