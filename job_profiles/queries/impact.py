"""What a version would change if it were approved: for the profile itself here, for plans, courses and openings by registry.

An app above registers from its `panels.py`:

    @impact_providers.register_class
    class TrainingHours:
        key, order = "hours", 20
        label = _("Heures de formation")
        empty = _("Les heures viendront des plans, une fois publiées.")

        def load(self, version, before, viewer, at):
            return Impact(lines=[ImpactLine(label, number, note)], of=day)

Only published aggregates (competencies' one publisher) may stand in it: never a person, never a small cell.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from django.db.models import Count, Q, QuerySet

from competencies.models import Competency
from core.registry import Registry
from job_profiles.enums import VersionState
from job_profiles.models import Holding, ProfileVersion, Requirement
from job_profiles.models.versions import IN_THE_MAKING, STANDING
from job_profiles.queries.profiles import PART
from people.models import Organisation, Person
from people.permissions import visible_parts_q

Kind = Literal["added", "removed", "raised", "lowered", "importance"]


@dataclass(frozen=True)
class LevelChange:
    """One competency whose requirement differs; levels 1 to 4, None where it is not asked for."""

    competency: Competency
    kind: Kind
    before: int | None
    after: int | None
    essential_before: bool = False
    essential_after: bool = False


@dataclass(frozen=True)
class Ministry:
    organisation: Organisation
    holders: int


@dataclass(frozen=True)
class ImpactLine:
    """One figure of a provider, in words: « 120 heures », and of what."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Impact:
    """What a provider found. `of`: the day of the figures. No line: its empty sentence is shown."""

    lines: Sequence[ImpactLine] = ()
    of: dt.date | None = None


class ImpactProvider(Protocol):
    """What an app above knows of a change of profile, in a number of queries that never grows."""

    key: str
    order: int
    label: Any
    empty: Any

    def load(self, version: ProfileVersion, before: ProfileVersion | None, viewer: Person, at: dt.datetime) -> Impact: ...


impact_providers: Registry[ImpactProvider] = Registry("ce qu’un changement de profil touche")


@dataclass(frozen=True)
class Section:
    provider: ImpactProvider
    impact: Impact


@dataclass(frozen=True)
class Preview:
    """`before`: the version that is read today, None for a first one. `holders`: who shows the profile held."""

    version: ProfileVersion
    before: ProfileVersion | None
    changes: list[LevelChange] = field(default_factory=list)
    unchanged: int = 0
    holders: int = 0
    ministries: list[Ministry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def to_come(viewer: Person) -> "QuerySet[ProfileVersion]":
    """Versions that the viewer may read and that are not in force yet: those whose effects are still a question."""
    states = (*IN_THE_MAKING, VersionState.PROPOSAL, VersionState.APPROVED)
    return ProfileVersion.objects.visible_to(viewer).filter(state__in=states).select_related("profile")


def read_today(version: ProfileVersion) -> ProfileVersion | None:
    """The version that this one would replace: in force, else proposed; never itself."""
    found = ProfileVersion.objects.filter(profile=version.profile_id, state__in=STANDING).exclude(pk=version.pk)
    return min(found, key=lambda one: (STANDING.index(one.state), -one.number), default=None)  # type: ignore[arg-type]


def preview(version: ProfileVersion, *, viewer: Person, at: dt.datetime) -> Preview:
    """Five queries, and what the providers need."""
    before = read_today(version)
    changes, unchanged = level_changes(before, version)
    ministries = holders_by_ministry(version, viewer)
    return Preview(
        version=version,
        before=before,
        changes=changes,
        unchanged=unchanged,
        holders=sum(one.holders for one in ministries),
        ministries=ministries,
        sections=[Section(one, one.load(version, before, viewer, at)) for one in impact_providers],
    )


def level_changes(before: ProfileVersion | None, after: ProfileVersion) -> tuple[list[LevelChange], int]:
    """Differences in the order of the framework, and how many requirements stay as they are."""
    rows = Requirement.objects.filter(version__in=[one.pk for one in (before, after) if one is not None])
    asked: dict[int, dict[int, Requirement]] = {}
    for row in rows.select_related("competency").order_by("competency__order", "competency__code"):
        asked.setdefault(row.competency_id, {})[row.version_id] = row
    changes, unchanged = [], 0
    for both in asked.values():
        old, new = both.get(before.pk) if before else None, both.get(after.pk)
        change = _change(old, new)
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    return changes, unchanged


def _change(old: Requirement | None, new: Requirement | None) -> LevelChange | None:
    row = new or old
    if row is None:
        return None
    kind: Kind
    if old is None:
        kind = "added"
    elif new is None:
        kind = "removed"
    elif old.level != new.level:
        kind = "raised" if new.level > old.level else "lowered"
    elif old.essential != new.essential:
        kind = "importance"
    else:
        return None
    return LevelChange(
        competency=row.competency,
        kind=kind,
        before=old.level if old else None,
        after=new.level if new else None,
        essential_before=bool(old and old.essential),
        essential_after=bool(new and new.essential),
    )


def holders_by_ministry(version: ProfileVersion, viewer: Person) -> list[Ministry]:
    """How many active members of each employer show that they hold the profile, most first; one query."""
    shown = Person.objects.active().filter(visible_parts_q(viewer, PART)).values("pk")
    held = Holding.objects.filter(profile=version.profile_id, to_on=None, person__in=shown).values("person")
    counted = Organisation.objects.annotate(holders=Count("employees", filter=Q(employees__in=held)))
    found = counted.filter(holders__gt=0).order_by("-holders", "sort_key")
    return [Ministry(organisation, organisation.holders) for organisation in found]
