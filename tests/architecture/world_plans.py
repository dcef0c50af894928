"""Plans of the small world: Bruno's, shown to Esther and to Jules, who is asked for an agreement; Amina's is closed."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from job_profiles.models import JobProfile
from learning.actions import agreements, plan_comments, plan_sharing, plans, step_files, steps
from learning.models import Goal, Plan, PlanAgreement, PlanComment, PlanTemplate, Step
from people.models import Attachment, Grant
from tests.factories.files import document

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass(frozen=True)
class Plans:
    plan: Plan
    goal: Goal
    step: Step
    file: Attachment
    shown: Grant
    agreement: PlanAgreement
    comment: PlanComment
    closed: Plan
    template: PlanTemplate


def _begin(world: "World", key: str) -> Plan:
    today = timezone.localdate(world.at)
    return plans.begin_plan(
        by=world.cast.people[key], title="Mon année", note="", from_on=today, to_on=today + dt.timedelta(days=300),
        review_months=3, goals={world.competency: 3}, version=None, at=world.at,
    )  # fmt: skip


def tell_plans(world: "World") -> Plans:
    cast, at = world.cast, world.at
    plan, closed = _begin(world, "bruno"), _begin(world, "amina")
    plans.close_plan(by=cast.amina, plan=closed, at=at)
    goal = plan.goals.get()
    words = steps.StepWords(kind="book", title="Lire un livre", goal=goal)
    step = steps.add_step(by=cast.bruno, plan=plan, words=words, at=at)
    file = step_files.add_file(by=cast.bruno, step=step, upload=document("attestation.txt"), at=at)
    until = timezone.localdate(at) + dt.timedelta(days=20)
    plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=cast.esther, until=until, at=at)
    shown = plan_sharing.show_plan(by=cast.bruno, plan=plan, grantee=cast.jules, until=until, at=at)
    agreement = agreements.ask_agreement(by=cast.bruno, plan=plan, partner=cast.jules, at=at)
    comment = plan_comments.post_comment(by=cast.esther, plan=plan, partner=cast.esther, body="Bonne idée.", at=at)
    template = PlanTemplate.objects.create(
        profile=JobProfile.objects.order_by("pk")[0], title_fr="Vos 30 premiers jours", title_en="Your first 30 days",
        days=[30], changed_at=at,
        steps=[{"by_days": 30, "kind": "book", "competency": world.competency.code, "title_fr": "Lire", "effort_hours": 2}],
    )  # fmt: skip
    return Plans(plan, goal, step, file, shown, agreement, comment, closed, template)
