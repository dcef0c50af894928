"""Which competencies a plan may aim at, what is proposed first, and at what level. Read for the person alone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from competencies.models import Competency
from competencies.queries.frameworks import current_competencies
from job_profiles.models import ProfileVersion
from learning.models import Goal, Plan
from learning.queries.diagnostics import is_on
from learning.queries.results import Finding, result_of
from learning.queries.runs import last_finished
from learning.queries.targets import DEFAULT_LEVEL, own_version, proposed_levels
from people.models import Person

TICKED = 3  # what is ticked beforehand: a plan that aims at everything aims at nothing


@dataclass(frozen=True)
class GoalChoice:
    """One competency, the level proposed, whether it is ticked. `retired`: no longer in the framework."""

    competency: Competency
    level: int
    ticked: bool = False

    @property
    def retired(self) -> bool:
        return self.competency.retired_at is not None


@dataclass(frozen=True)
class GoalGroup:
    """`folded`: behind a press, unless something in it is ticked."""

    key: str
    name: str
    note: str
    rows: list[GoalChoice]
    folded: bool = False


def target_version(person: Person) -> ProfileVersion | None:
    """What one's last diagnostic aimed at, else one's own profile."""
    run = last_finished(person) if is_on(person) else None
    return run.version if run is not None and run.version is not None else own_version(person)


def goal_groups(
    person: Person, version: ProfileVersion | None, at: dt.datetime, plan: Plan | None = None
) -> list[GoalGroup]:
    """Every competency once: gaps of the last result, what it leaves open, what the profile asks for besides, the others.
    Of a plan that exists its goals are ticked; for a new one, the first gaps. Nothing of a result while it is off."""
    gaps, undecided = _findings(person, at)
    asked = proposed_levels(version)
    current = {one.pk: one for one in current_competencies().order_by("group__order", "order", "code")}
    goals = {goal.competency_id: goal for goal in _goals(plan)} if plan else {}
    first = {one.competency.pk for one in gaps[:TICKED]} if plan is None else set()
    seen: set[int] = set()

    def rows(wanted: Iterable[tuple[Competency, int]]) -> list[GoalChoice]:
        found = []
        for competency, level in wanted:
            if competency.pk in seen:
                continue
            seen.add(competency.pk)
            goal = goals.get(competency.pk)
            ticked = goal is not None or competency.pk in first
            found.append(GoalChoice(competency, goal.level if goal else level, ticked))
        return found

    retired = [(goal.competency, goal.level) for goal in goals.values() if goal.competency_id not in current]
    groups = [
        GoalGroup("retired", _("Ne sont plus au référentiel"), _("Elles peuvent rester dans ce plan."), rows(retired)),
        GoalGroup(
            "gaps", _("Vos écarts"), _("Selon votre dernier diagnostic, l’essentiel d’abord."),
            rows((one.competency, asked.get(one.competency.pk, one.level)) for one in gaps),
        ),
        GoalGroup(
            "open", _("À discuter"), _("Votre diagnostic ne tranche pas."),
            rows((one.competency, asked.get(one.competency.pk, one.level)) for one in undecided),
        ),
        GoalGroup(
            "profile", _("Votre profil demande aussi"), "",
            rows((current[pk], level) for pk, level in asked.items() if pk in current), folded=bool(gaps or undecided),
        ),
        GoalGroup(
            "others", _("Autres compétences du référentiel"), "",
            rows((one, DEFAULT_LEVEL) for one in current.values()), folded=bool(asked),
        ),
    ]  # fmt: skip
    return [group for group in groups if group.rows]


def gaps_of(person: Person, at: dt.datetime) -> list[Finding]:
    """Of the last result, the essential first; none while the diagnostic is off."""
    return _findings(person, at)[0]


def _goals(plan: Plan) -> list[Goal]:
    return list(Goal.objects.filter(plan=plan).select_related("competency__group"))


def _findings(person: Person, at: dt.datetime) -> tuple[list[Finding], list[Finding]]:
    run = last_finished(person) if is_on(person) else None
    if run is None:
        return [], []
    result = result_of(run, at)
    return (
        [one for one in result.gaps if one.competency.retired_at is None],
        [one for one in result.undecided if one.competency.retired_at is None],
    )
