"""« Ma distance » : what a profile asks for, against one's own evidence. Read for the person alone, never for another."""

from collections.abc import Iterable
from dataclasses import dataclass

from competencies.models import CompetencyGroup, LevelDescription
from competencies.queries.evidence import own_levels
from core.database import prepared
from job_profiles.models import ProfileVersion, Requirement
from job_profiles.queries.profiles import requirements_of
from job_profiles.rules.levels import covered
from people.models import Person

FIRST = 3


@dataclass(frozen=True)
class Place:
    """One required competency as seen from one's evidence. `own` None: no evidence, or evidence that tells no level."""

    requirement: Requirement
    own: int | None

    @property
    def missing(self) -> int:
        return max(self.requirement.level - (self.own or 0), 0)

    @property
    def reached(self) -> bool:
        return self.missing == 0

    @property
    def tone(self) -> str:
        return "ok" if self.reached else "gap"


@dataclass(frozen=True)
class GroupShare:
    """How much of the levels asked for in one group one's evidence covers, in per cent."""

    group: CompetencyGroup
    percent: int


@dataclass(frozen=True)
class Counts:
    """The distance in figures: the share of levels covered (per cent), competencies asked for, by how they stand."""

    percent: int
    all: int
    reached: int
    short: int
    untold: int


@dataclass(frozen=True)
class Distance:
    """From one's evidence to a version, in the order of the framework."""

    places: list[Place]

    @property
    def reached(self) -> list[Place]:
        return [place for place in self.places if place.reached]

    @property
    def short(self) -> list[Place]:
        """Told by evidence, below what is asked for; what to gain first comes first."""
        return sorted((place for place in self.places if place.own and not place.reached), key=_gain_order)

    @property
    def untold(self) -> list[Place]:
        """No evidence tells a level: not the same as not knowing how."""
        return sorted((place for place in self.places if not place.own), key=_gain_order)

    @property
    def told(self) -> bool:
        """Whether evidence tells a level of at least one."""
        return any(place.own for place in self.places)

    @property
    def first(self) -> list[Place]:
        """What to gain first: what evidence shows to be short, then what nothing tells, essential before assets."""
        return sorted((place for place in self.places if not place.reached), key=_gain_order)[:FIRST]

    @property
    def counts(self) -> Counts:
        untold = sum(1 for place in self.places if not place.own)
        reached = sum(1 for place in self.places if place.reached)
        return Counts(_percent(self.places), len(self.places), reached, len(self.places) - reached - untold, untold)

    @property
    def groups(self) -> list[GroupShare]:
        """Shares by group, in the order of the framework."""
        groups: dict[int, CompetencyGroup] = {}
        sums: dict[int, list[int]] = {}
        for place in self.places:
            competency, level = place.requirement.competency, place.requirement.level
            groups.setdefault(competency.group_id, competency.group)
            found = sums.setdefault(competency.group_id, [0, 0])
            found[0] += min(place.own or 0, level)
            found[1] += level
        return [GroupShare(group, 100 * sums[pk][0] // sums[pk][1]) for pk, group in groups.items()]


def _gain_order(place: Place) -> tuple[bool, bool, int, int]:
    """Essential before assets, known gaps before what nothing tells, the widest first, then the highest level asked for."""
    needed = place.requirement
    return not needed.essential, not place.own, -place.missing, -needed.level


def _percent(places: Iterable[Place]) -> int:
    asked = {place.requirement.competency_id: place.requirement.level for place in places}
    have = {place.requirement.competency_id: place.own or 0 for place in places}
    return int(covered(have, asked) * 100)


def next_steps(distance: Distance) -> dict[int, LevelDescription]:
    """Per competency id, what one can do at the level asked for; for what is not reached. One query."""
    asked = {place.requirement.competency_id: place.requirement.level for place in distance.places if not place.reached}
    found = LevelDescription.objects.filter(competency__in=asked)
    return {one.competency_id: one for one in found if one.rank == asked[one.competency_id]}


@prepared
def my_distance(person: Person, version: ProfileVersion) -> Distance:
    """The person's own; two queries."""
    own = own_levels(person)
    return Distance([Place(needed, own.get(needed.competency_id)) for needed in requirements_of(version)])
