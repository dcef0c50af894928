"""What the apps suggest for the goals of a plan: one thing to do, with its reason, its effort, its availability."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from competencies.queries.gap_steps import Gap, GapStep, steps_for
from competencies.queries.step_kinds import StepKind, step_kinds
from learning.enums import StepState
from learning.models import Goal, Plan, Step
from people.models import Person


@dataclass(frozen=True)
class Suggestion:
    """`key` names it in a form. `kind`: None for what leads somewhere but is nothing to plan. `taken`: in the plan."""

    key: str
    step: GapStep
    kind: StepKind | None
    taken: bool


@dataclass(frozen=True)
class GoalSuggestions:
    goal: Goal
    found: list[Suggestion]

    @property
    def plannable(self) -> list[Suggestion]:
        return [one for one in self.found if one.kind]

    @property
    def elsewhere(self) -> list[Suggestion]:
        return [one for one in self.found if not one.kind]


def for_plan(plan: Plan, *, person: Person, at: dt.datetime, only: int | None = None) -> list[GoalSuggestions]:
    """Of every goal that is not reached, in the plan's order."""
    goals = Goal.objects.filter(plan=plan, reached_on=None, competency__retired_at=None).select_related("competency")
    listed = [goal for goal in goals if only is None or goal.pk == only]
    steps = steps_for([Gap(goal.competency, goal.level) for goal in listed], person=person, at=at)
    taken = _taken(plan)
    return [
        GoalSuggestions(goal, [_suggestion(step, goal, taken) for step in steps.get(goal.competency_id, [])])
        for goal in listed
    ]


def one_of(goal: Goal, key: str, *, person: Person, at: dt.datetime) -> GapStep | None:
    """What stands under that key today, if it can be planned."""
    steps = steps_for([Gap(goal.competency, goal.level)], person=person, at=at).get(goal.competency_id, [])
    return next((step for step in steps if step.kind in step_kinds and key_of(step) == key), None)


def key_of(step: GapStep) -> str:
    about = f"{step.target[0]}:{step.target[1]}" if step.target else f"{step.url} {step.title}"
    return hashlib.sha256(f"{step.kind}|{about}".encode()).hexdigest()[:16]


Taken = set[tuple[object, ...]]


def _suggestion(step: GapStep, goal: Goal, taken: Taken) -> Suggestion:
    about = (step.kind, *step.target) if step.target else (step.kind, goal.pk, step.title)
    return Suggestion(key_of(step), step, step_kinds.get(step.kind), about in taken)


def _taken(plan: Plan) -> Taken:
    """What the plan holds: by what it is about, and by goal and words."""
    found: Taken = set()
    rows = Step.objects.filter(plan=plan).exclude(state=StepState.DROPPED)
    for kind, goal_id, title, type_id, number in rows.values_list("kind", "goal", "title", "content_type", "object_id"):
        found.add((kind, goal_id, title))
        if type_id is not None:
            content_type = ContentType.objects.get_for_id(type_id)
            found.add((kind, f"{content_type.app_label}.{content_type.model}", number))
    return found
