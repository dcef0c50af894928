"""Templates of plans: loaded with the default data, edited by who owns profiles, begun from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.step_kinds import step_kinds
from job_profiles.models import JobProfile
from job_profiles.queries.profiles import requirements_of, standing_version
from learning.actions.plans import MOST_GOALS, PlanRefused, begin_plan
from learning.actions.steps import StepWords, add_steps
from learning.models import Course, Goal, Plan, PlanTemplate
from learning.permissions.plans import can_edit_templates
from learning.queries.plan_templates import DatedStep, competencies_of, courses_of, dated
from people.models import Person

MOST_TEMPLATE_STEPS = 60


def load_templates(*, rows: Sequence[Mapping[str, Any]], at: dt.datetime) -> int:
    """Those that are not there yet; what was edited stays. Returns how many were written."""
    profiles = {one.code: one for one in JobProfile.objects.exclude(code=None)}
    known = set(PlanTemplate.objects.values_list("profile", "title_fr"))
    new = [
        PlanTemplate(
            profile=profiles[row["profile"]], title_fr=row["title_fr"], title_en=row.get("title_en", ""),
            steps=list(row["steps"]), days=sorted({step["by_days"] for step in row["steps"]}), changed_at=at,
        )
        for row in rows
        if row["profile"] in profiles and (profiles[row["profile"]].pk, row["title_fr"]) not in known
    ]  # fmt: skip
    with_templates = {profile for profile, _title in known}
    return len(PlanTemplate.objects.bulk_create(one for one in new if one.profile_id not in with_templates))


@transaction.atomic
def begin_from_template(*, by: Person, template: PlanTemplate, start: dt.date, at: dt.datetime) -> Plan:
    """A plan as long as the template: its competencies as goals, up to what the profile asks for, its steps dated from the
    start. Raises PlanRefused."""
    known = competencies_of(template)
    steps = dated(template, start, known)
    version = standing_version(template.profile_id)
    asked = {one.competency_id: one.level for one in requirements_of(version)} if version else {}
    aims = {one.competency: asked.get(one.competency.pk, 2) for one in steps if one.competency}
    plan = begin_plan(
        by=by,
        title=template.title[:120],
        note="",
        from_on=start,
        to_on=max(start + dt.timedelta(days=max(template.days, default=90)), timezone.localdate(at)),
        review_months=1,
        goals=dict(list(aims.items())[:MOST_GOALS]),
        version=version,
        at=at,
    )
    goals = {goal.competency_id: goal for goal in Goal.objects.filter(plan=plan)}
    courses = courses_of(steps)
    add_steps(plan, [_words(one, goals, courses) for one in steps], at=at)
    return plan


def _words(step: DatedStep, goals: Mapping[int, Goal], courses: Mapping[str, Course]) -> StepWords:
    course = courses.get(step.course)
    return StepWords(
        kind=step.kind, title=step.title, why=step.why, effort_minutes=step.minutes, due_on=step.due_on,
        goal=goals.get(step.competency.pk) if step.competency else None,
        url=course.get_absolute_url() if course else "", target=("learning.course", course.pk) if course else None,
    )  # fmt: skip


def save_template(
    *, by: Person, template: PlanTemplate | None, profile: JobProfile, title_fr: str, title_en: str,
    steps: Sequence[Mapping[str, Any]], at: dt.datetime,
) -> PlanTemplate:  # fmt: skip
    """New (`template` None) or edited; plans that began from it stay as they are. Raises PlanRefused."""
    if not can_edit_templates(by):
        raise PermissionDenied
    if not steps:
        raise PlanRefused(_("Un modèle a au moins une étape."))
    if len(steps) > MOST_TEMPLATE_STEPS:
        raise PlanRefused(_("Un modèle tient %(most)d étapes au plus.") % {"most": MOST_TEMPLATE_STEPS})
    if any(step["kind"] not in step_kinds for step in steps):
        raise PlanRefused(_("Choisissez une sorte d’étape dans la liste."))
    same = PlanTemplate.objects.filter(profile=profile, title_fr=title_fr)
    if (same.exclude(pk=template.pk) if template else same).exists():
        raise PlanRefused(_("Ce profil a déjà un modèle de ce titre."), "title_fr")
    ordered = sorted(steps, key=lambda step: int(step["by_days"]))
    row = template or PlanTemplate()
    row.profile, row.title_fr, row.title_en, row.steps, row.changed_at = profile, title_fr, title_en, list(ordered), at
    row.days = sorted({int(step["by_days"]) for step in ordered})
    row.save()
    return row


def delete_template(*, by: Person, template: PlanTemplate) -> None:
    """Plans that began from it stay as they are."""
    if not can_edit_templates(by):
        raise PermissionDenied
    template.delete()
