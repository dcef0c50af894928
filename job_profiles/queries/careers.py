"""The map of profiles: how near each is to another by the levels that both ask for, and the moves that owners declared."""

from collections.abc import Iterable
from dataclasses import dataclass

from competencies.models import Competency
from job_profiles.models import CareerMove, JobProfile, ProfileVersion, Requirement
from job_profiles.queries.profiles import standing_versions
from job_profiles.rules.levels import Gain, covered, gains, nearest, steps_between

NEIGHBOURS = 12


@dataclass(frozen=True)
class Node:
    """A profile with the levels that its standing version asks for, by competency id."""

    profile: JobProfile
    version: ProfileVersion
    levels: dict[int, int]


@dataclass(frozen=True)
class Way:
    """From one profile to another: what is to be gained, the share already covered (per cent), the declared move if any."""

    start: Node
    end: Node
    steps: int
    percent: int
    gained: list[Gain[int]]
    move: CareerMove | None


@dataclass(frozen=True)
class CareerMap:
    nodes: dict[int, Node]
    moves: dict[tuple[int, int], CareerMove]

    def way(self, start: Node, end: Node) -> Way:
        move = self.moves.get((start.profile.pk, end.profile.pk))
        return Way(
            start, end, steps_between(start.levels, end.levels), int(covered(start.levels, end.levels) * 100),
            gains(start.levels, end.levels), move,
        )  # fmt: skip

    def ways_from(self, start: Node) -> list[Way]:
        """Declared moves and the nearest others, the fewest levels to gain first."""
        order = nearest(start.profile.pk, {pk: node.levels for pk, node in self.nodes.items()})
        declared = {end for begin, end in self.moves if begin == start.profile.pk}
        kept = [pk for at, pk in enumerate(order) if at < NEIGHBOURS or pk in declared]
        return [self.way(start, self.nodes[pk]) for pk in kept]


def career_map() -> CareerMap:
    """Every profile that has something to read; four queries."""
    profiles = {profile.pk: profile for profile in JobProfile.objects.select_related("family")}
    versions = standing_versions(profiles)
    levels: dict[int, dict[int, int]] = {version.pk: {} for version in versions.values()}
    rows = Requirement.objects.filter(version__in=levels).order_by("competency__order", "competency__code")
    for version, competency, level in rows.values_list("version_id", "competency_id", "level"):
        levels[version][competency] = level
    ordered = sorted(profiles.values(), key=_order)
    nodes = {
        one.pk: Node(one, versions[one.pk], levels[versions[one.pk].pk])
        for one in ordered
        if one.pk in versions and levels[versions[one.pk].pk]
    }
    ends = {version.pk: profile for profile, version in versions.items()}
    moves = {
        (ends[move.version_id], move.to_id): move
        for move in CareerMove.objects.filter(version__in=ends)
        if move.to_id in nodes and ends[move.version_id] in nodes
    }
    return CareerMap(nodes, moves)


def _order(profile: JobProfile) -> tuple[int, int, int]:
    return profile.family.order if profile.family else 9999, profile.rank, profile.order


def competencies_of(ways: Iterable[Way]) -> dict[int, Competency]:
    """Names of what is to be gained; one query."""
    return Competency.objects.in_bulk({gain.key for way in ways for gain in way.gained})
