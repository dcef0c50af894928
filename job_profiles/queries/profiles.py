"""Reads of job profiles: their version in force, what it asks for, who holds them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from competencies.models import Competency, CompetencyGroup, LevelDescription
from core.database import prepared
from core.rules.text import sort_key
from core.search import EVERYONE, groups
from job_profiles.enums import VersionState
from job_profiles.models import Holding, JobProfile, ProfileVersion, Requirement
from job_profiles.models.versions import PUBLIC, STANDING
from people.models import Person
from people.models.persons import PersonQuerySet
from people.permissions import visible_parts_q

# The part of a member's profile that says which profile one holds: its visibility rules every list of holders.
PART = "job_profile"
# Lists go family by family; profiles without one come last.
WITHOUT_FAMILY = 9999
ORDER = ("family_order", "rank", "order", "id")


@dataclass(frozen=True)
class GroupTargets:
    """What a version asks for in one group of competencies. `cans`: per competency id, what one can do at that level."""

    group: CompetencyGroup
    requirements: list[Requirement]
    cans: dict[int, LevelDescription] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[Requirement, LevelDescription | None]]:
        return [(needed, self.cans.get(needed.competency_id)) for needed in self.requirements]


def profiles(viewer: Person, text: str = "") -> "QuerySet[JobProfile]":
    """Profiles by family and rank, with the number of members who hold each and let the viewer see that (`holders`).

    `text`: only those whose name, code, title or text has these words. `family_order` is there for paging.
    """
    shown = Person.objects.active().filter(visible_parts_q(viewer, PART)).values("pk")
    held = Q(holdings__to_on=None, holdings__person__in=shown)
    found = (
        readable(viewer)
        .select_related("family")
        .annotate(holders=Count("holdings", filter=held), family_order=Coalesce("family__order", WITHOUT_FAMILY))
    )
    if words := sort_key(text):
        ids = groups(text, audiences=[EVERYONE], facet="job_profile") or []
        found = found.filter(Q(pk__in=ids) | Q(sort_key__contains=words) | Q(code__iexact=words))
    return found.order_by(*ORDER)


def readable(viewer: Person) -> "QuerySet[JobProfile]":
    """Profiles of which the viewer reads a version, and those that have none yet: what exists as a draft alone is hidden."""
    versions = ProfileVersion.objects.filter(profile=OuterRef("pk"))
    return JobProfile.objects.filter(Exists(versions.visible_to(viewer)) | ~Exists(versions))


@prepared
def by_key(key: str) -> JobProfile | None:
    """The profile of that key, with its family and job class, whoever asks."""
    return JobProfile.objects.filter(key=key).select_related("family", "job_class").first()


def profile_read_by(viewer: Person, key: str) -> tuple[JobProfile, ProfileVersion | None]:
    """The profile and the version to read. Raises JobProfile.DoesNotExist where the viewer may not know of it."""
    profile = by_key(key)
    version = standing_version(profile.pk) if profile is not None else None
    if profile is None or (version is None and not readable(viewer).filter(pk=profile.pk).exists()):
        raise JobProfile.DoesNotExist
    if version is not None:
        version.profile = profile
    return profile, version


@prepared
def standing_version(profile_id: int) -> ProfileVersion | None:
    return standing_versions([profile_id]).get(profile_id)


def standing_versions(profile_ids: Iterable[int]) -> dict[int, ProfileVersion]:
    """Per profile id, the version to read: in force before proposed, then the newest; one query."""
    found: dict[int, ProfileVersion] = {}
    versions = ProfileVersion.objects.filter(profile__in=list(profile_ids), state__in=STANDING).select_related("framework")
    for version in sorted(versions, key=lambda version: (version.state == VersionState.IN_FORCE, version.number)):
        found[version.profile_id] = version
    return found


def targets_of(version: ProfileVersion) -> list[GroupTargets]:
    """Required levels by group, in the order of the framework, with what one can do at each; two queries."""
    needed = list(requirements_of(version))
    asked = {(requirement.competency_id, requirement.level) for requirement in needed}
    sentences = LevelDescription.objects.filter(competency__in=[competency for competency, _level in asked])
    cans = {one.competency_id: one for one in sentences if (one.competency_id, one.rank) in asked}
    found: dict[int, GroupTargets] = {}
    for requirement in needed:
        group = requirement.competency.group
        found.setdefault(group.pk, GroupTargets(group, [], cans)).requirements.append(requirement)
    return list(found.values())


def requirements_of(version: ProfileVersion) -> "QuerySet[Requirement]":
    """What the version asks for, in the order of the framework."""
    rows = Requirement.objects.filter(version=version).select_related("competency__group")
    return rows.order_by("competency__order", "competency__code")


def requiring(competency: Competency) -> list[Requirement]:
    """The level that each profile's standing version asks for in this competency, the highest first; one query."""
    in_force_first = Case(When(state=VersionState.IN_FORCE, then=0), default=1)
    standing = ProfileVersion.objects.standing().order_by("profile_id", in_force_first, "-number").distinct("profile_id")
    rows = Requirement.objects.filter(competency=competency, version__in=standing.values("pk"))
    return list(rows.select_related("version__profile").order_by("-level", "version__profile__order"))


def asked_by_profile(versions: "QuerySet[ProfileVersion]") -> dict[str, list[int]]:
    """Ids of the competencies that these versions ask for, by key of profile; one query."""
    rows = Requirement.objects.filter(version__in=versions).order_by("pk")
    found: dict[str, list[int]] = {}
    for key, competency in rows.values_list("version__profile__key", "competency"):
        asked = found.setdefault(key, [])
        if competency not in asked:
            asked.append(competency)
    return found


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
    """Key and name of every profile but those that exist as a draft alone, in order."""
    versions = ProfileVersion.objects.filter(profile=OuterRef("pk"))
    found = JobProfile.objects.filter(Exists(versions.filter(state__in=PUBLIC)) | ~Exists(versions))
    return [(profile.key, profile.name) for profile in found.order_by("order", "key")]


def profile_ids() -> list[int]:
    return list(JobProfile.objects.order_by("order", "key").values_list("pk", flat=True))


def standing_version_of(key: str) -> ProfileVersion | None:
    """The version to read of the profile of that key."""
    profile = by_key(key)
    return standing_version(profile.pk) if profile else None
