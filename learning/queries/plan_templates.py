"""Templates of plans: for the profile that somebody holds, and their steps as they would be dated."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from competencies.models import Competency
from competencies.models.frameworks import in_language
from competencies.queries.step_kinds import StepKind, step_kinds
from job_profiles.queries.profiles import held_by
from learning.models import Course, PlanTemplate
from learning.rules.plans import due_after, spread_days
from people.models import Person

NAMED = re.compile("«[\\s\xa0]*(.+?)[\\s\xa0]*»")
COURSE_KINDS = ("course_session", "online_course")


@dataclass(frozen=True)
class DatedStep:
    """One step of a template, in the language of the page. `competency`: None when it was retired since; `course`: the title
    that the step names."""

    kind: str
    title: str
    why: str
    competency: Competency | None
    minutes: int
    by_days: int
    due_on: dt.date
    course: str = ""

    @property
    def step_kind(self) -> StepKind | None:
        return step_kinds.get(self.kind)


@dataclass(frozen=True)
class Stage:
    """« Dans les 30 premiers jours »."""

    days: int
    rows: list[DatedStep]


def for_person(person: Person) -> list[PlanTemplate]:
    """Those of the profile that the person holds."""
    profile = held_by(person)
    if profile is None:
        return []
    return list(PlanTemplate.objects.filter(profile=profile).select_related("profile").order_by("title_fr", "pk"))


def all_templates() -> list[PlanTemplate]:
    rows = PlanTemplate.objects.select_related("profile__family")
    return list(rows.order_by("profile__order", "profile__key", "title_fr", "pk"))


def template_of(pk: int) -> PlanTemplate:
    """Raises PlanTemplate.DoesNotExist."""
    return PlanTemplate.objects.select_related("profile").get(pk=pk)


def competencies_of(template: PlanTemplate) -> dict[str, Competency]:
    """By code, those that are not retired; one query."""
    codes = {str(step.get("competency", "")) for step in template.steps}
    return {one.code: one for one in Competency.objects.filter(code__in=codes, retired_at=None)}


def dated(template: PlanTemplate, start: dt.date, known: Mapping[str, Competency]) -> list[DatedStep]:
    """Steps of one stage share its days; none falls on a weekend."""
    days = spread_days([int(step["by_days"]) for step in template.steps])
    return [_dated(step, days[place], start, known) for place, step in enumerate(template.steps)]


def _course(step: Mapping[str, Any]) -> str:
    found = NAMED.search(step["title_fr"]) if step["kind"] in COURSE_KINDS else None
    return found[1].strip() if found else ""


def _dated(step: Mapping[str, Any], day: int, start: dt.date, known: Mapping[str, Competency]) -> DatedStep:
    return DatedStep(
        kind=str(step["kind"]),
        title=in_language(step["title_fr"], step.get("title_en", "")),
        why=in_language(step.get("why_fr", ""), step.get("why_en", "")),
        competency=known.get(str(step.get("competency", ""))),
        minutes=round(float(step.get("effort_hours") or 1) * 60),
        by_days=int(step["by_days"]),
        due_on=due_after(start, day),
        course=_course(step),
    )


def courses_of(steps: list[DatedStep]) -> dict[str, Course]:
    """Courses of the catalogue that steps name between guillemets, by their French title; one query."""
    named = {step.course for step in steps if step.course}
    return {one.title_fr: one for one in Course.objects.listed().filter(title_fr__in=named)}


def stages(steps: list[DatedStep]) -> list[Stage]:
    return [Stage(days, [one for one in steps if one.by_days == days]) for days in sorted({one.by_days for one in steps})]
