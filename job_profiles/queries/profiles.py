"""Reads of job profiles: their version in force, what it asks for, who holds them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from competencies.models import Competency, CompetencyGroup
from core.database import prepared
from job_profiles.enums import VersionState
from job_profiles.models import Holding, JobProfile, ProfileVersion, Requirement
from job_profiles.models.versions import STANDING
from people.models import Person
from people.models.persons import PersonQuerySet
from people.permissions import visible_parts_q

# The part of a member's profile that says which profile one holds: its visibility rules every list of holders.
PART = "job_profile"


@dataclass(frozen=True)
class GroupTargets:
    """What a version asks for in one group of competencies."""

    group: CompetencyGroup
    requirements: list[Requirement]


def profiles(viewer: Person) -> "QuerySet[JobProfile]":
    """Every profile in order, with the number of members who hold it and let the viewer see that (`holders`)."""
    shown = Person.objects.active().filter(visible_parts_q(viewer, PART)).values("pk")
    held = Q(holdings__to_on=None, holdings__person__in=shown)
    return JobProfile.objects.annotate(holders=Count("holdings", filter=held)).order_by("order", "key")


def standing_versions(profile_ids: Iterable[int]) -> dict[int, ProfileVersion]:
    """Per profile id, the version to read: in force before proposed, then the newest; one query."""
    found: dict[int, ProfileVersion] = {}
    versions = ProfileVersion.objects.filter(profile__in=list(profile_ids), state__in=STANDING).select_related("framework")
    for version in sorted(versions, key=lambda version: (version.state == VersionState.IN_FORCE, version.number)):
        found[version.profile_id] = version
    return found


def targets_of(version: ProfileVersion) -> list[GroupTargets]:
    """Required levels by group, in the order of the framework; one query."""
    needed = Requirement.objects.filter(version=version).select_related("competency__group")
    groups: dict[int, GroupTargets] = {}
    for requirement in needed.order_by("competency__order", "competency__code"):
        group = requirement.competency.group
        groups.setdefault(group.pk, GroupTargets(group, [])).requirements.append(requirement)
    return list(groups.values())


def requiring(competency: Competency) -> list[Requirement]:
    """The level that each profile's standing version asks for in this competency, the highest first."""
    versions = ProfileVersion.objects.filter(state__in=STANDING).select_related("profile")
    rows = Requirement.objects.filter(competency=competency, version__state__in=STANDING)
    best: dict[int, Requirement] = {}
    for row in rows.prefetch_related(Prefetch("version", queryset=versions)):
        known = best.get(row.version.profile_id)
        if known is None or _rank(row.version) > _rank(known.version):
            best[row.version.profile_id] = row
    return sorted(best.values(), key=lambda row: (-row.level, row.version.profile.order))


def _rank(version: ProfileVersion) -> tuple[bool, int]:
    return version.state == VersionState.IN_FORCE, version.number


def holders_of(profile: JobProfile, viewer: Person) -> PersonQuerySet:
    """Active members who hold the profile today and let the viewer see it, by name."""
    held = Holding.objects.filter(profile=profile, to_on=None).values("person")
    people = Person.objects.active().filter(visible_parts_q(viewer, PART), pk__in=held)
    people = people.select_related("organisation", "photo")
    return people.order_by("sort_key", "id")


@prepared
def held_by(person: Person) -> JobProfile | None:
    """The profile that the person holds today."""
    return JobProfile.objects.filter(holdings__person=person, holdings__to_on=None).first()


def profile_choices() -> list[tuple[str, str]]:
    """Key and name, in order."""
    return [(profile.key, profile.name) for profile in JobProfile.objects.order_by("order", "key")]


def profile_ids() -> list[int]:
    return list(JobProfile.objects.order_by("order", "key").values_list("pk", flat=True))


def standing_version_of(key: str) -> ProfileVersion | None:
    """The version to read of the profile of that key."""
    profile = by_key(key)
    return standing_versions([profile.pk]).get(profile.pk) if profile else None


def by_key(key: str) -> JobProfile | None:
    return JobProfile.objects.filter(key=key).first()
