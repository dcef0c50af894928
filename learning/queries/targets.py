"""What a diagnostic may aim at, and how long it will be; said before it begins."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from competencies.models import Competency, ItemBank
from competencies.queries.bank import bank_in_force, measurable
from competencies.queries.frameworks import current_competencies
from competencies.rules.adaptive import FEWEST, MOST_IN_ALL
from job_profiles.models import JobProfile, ProfileVersion, Requirement
from job_profiles.queries.profiles import held_by, requirements_of, standing_version
from learning.models import Campaign
from learning.queries.runs import last_finished, latest_answers, usual_seconds
from people.models import Person

USUAL = 3  # statements per competency, as the simulation finds on average
DEFAULT_LEVEL = 2


@dataclass(frozen=True)
class Forecast:
    """About how long a diagnostic of so many competencies is. `most`: no more statements than that."""

    competencies: int
    statements: int
    minutes: int


@dataclass(frozen=True)
class ProfileTarget:
    """A version of a profile as a target. `asked`: what the bank can measure; `left_out`: what it cannot."""

    version: ProfileVersion
    asked: list[Requirement]
    left_out: list[Requirement]
    forecast: Forecast

    @property
    def levels(self) -> dict[Competency, int]:
        return {one.competency: one.level for one in self.asked}

    @property
    def essential(self) -> frozenset[int]:
        return frozenset(one.competency_id for one in self.asked if one.essential)


@dataclass(frozen=True)
class GroupChoice:
    """Competencies of one group that may be chosen, each with the level proposed."""

    name: str
    rows: list[tuple[Competency, int]]


def pace_of(person: Person) -> float:
    """Seconds per statement: those of the last diagnostic, else the usual ones."""
    last = last_finished(person)
    return usual_seconds(latest_answers(last) if last else [])


def forecast_of(competencies: int, seconds: float) -> Forecast:
    statements = min(max(competencies * USUAL, competencies * FEWEST), MOST_IN_ALL)
    return Forecast(competencies, statements, max(math.ceil(statements * seconds / 60), 1) if competencies else 0)


def profile_target(version: ProfileVersion, bank: ItemBank | None, seconds: float) -> ProfileTarget:
    needed = list(requirements_of(version))
    known = measurable(bank) if bank else set()
    asked = [one for one in needed if one.competency.code in known]
    left_out = [one for one in needed if one.competency.code not in known]
    return ProfileTarget(version, asked, left_out, forecast_of(len(asked), seconds))


def own_version(person: Person) -> ProfileVersion | None:
    """What the person's own profile says today: the version in force, else the proposal."""
    profile = held_by(person)
    return version_of(profile) if profile else None


def version_of(profile: JobProfile, campaign: Campaign | None = None) -> ProfileVersion | None:
    """The version to aim at: the one that the campaign froze, else the standing one."""
    frozen = campaign.versions.filter(profile=profile).first() if campaign else None
    version = frozen or standing_version(profile.pk)
    if version is not None:
        version.profile = profile
    return version


def bank_for(campaign: Campaign | None) -> ItemBank | None:
    return campaign.bank if campaign is not None else bank_in_force()


def choices(bank: ItemBank | None, proposed: Mapping[int, int]) -> list[GroupChoice]:
    """What the bank can measure, by group. `proposed`: competency id → level, from one's own profile."""
    known = measurable(bank) if bank else set()
    found: dict[str, list[tuple[Competency, int]]] = {}
    for one in current_competencies().order_by("group__order", "order", "code"):
        if one.code in known:
            found.setdefault(one.group.name, []).append((one, proposed.get(one.pk, DEFAULT_LEVEL)))
    return [GroupChoice(name, rows) for name, rows in found.items()]


def proposed_levels(version: ProfileVersion | None) -> dict[int, int]:
    """The levels that one's own profile asks for."""
    rows: Iterable[Requirement] = requirements_of(version) if version else ()
    return {one.competency_id: one.level for one in rows}
