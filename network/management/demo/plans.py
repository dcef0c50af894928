"""Plans of the demonstration: Bruno's, half done and shown to Esther and to Jules; David, who is new, begins from the
template of his profile."""

import datetime as dt
from typing import Any

from django.utils import timezone

from learning.actions import agreements, plan_comments, plan_sharing, plan_templates, plans, steps
from learning.enums import StepState
from learning.models import Course, Goal, Plan
from learning.queries.plan_goals import gaps_of, target_version
from learning.queries.plan_templates import all_templates, for_person
from network.management.defaults.files import read_json
from network.management.demo.story import World

BEGAN = 100  # days ago
AIMS = 3


def load_plans(world: World) -> str:
    """Nothing where a plan stands already."""
    if Plan.objects.exists():
        return "déjà là"
    data = read_json("demo/plans.json")
    plan = _begin(world, data)
    for row in data["steps"]:
        _add(world, plan, row)
    _share(world, plan, data)
    newcomer = world.people[data["newcomer"]]
    template = next(iter(for_person(newcomer) or all_templates()), None)
    if template is not None:
        at = world.ago(20)
        plan_templates.begin_from_template(by=newcomer, template=template, start=timezone.localdate(at), at=at)
    return f"{Plan.objects.count()} commencés"


def _begin(world: World, data: dict[str, Any]) -> Plan:
    bruno, at = world.people["bruno"], world.ago(BEGAN)
    version, start = target_version(bruno), timezone.localdate(at)
    found = gaps_of(bruno, world.now)[:AIMS]
    return plans.begin_plan(
        by=bruno, title=data["title"], note=data["note"], from_on=start, to_on=start + dt.timedelta(days=364),
        review_months=3, goals={one.competency: one.level for one in found}, version=version, at=at,
    )  # fmt: skip


def _add(world: World, plan: Plan, row: dict[str, Any]) -> None:
    """`due`: days from now; `done`: days ago; `course`: a key of the catalogue."""
    bruno, goals = world.people["bruno"], list(Goal.objects.filter(plan=plan))
    course = Course.objects.filter(key=row.get("course", "")).first()
    words = steps.StepWords(
        kind=row["kind"], title=course.title_fr if course else row["title"], why=row.get("why", ""),
        note=row.get("note", ""),
        goal=goals[row["goal"]] if row["goal"] < len(goals) else None, effort_minutes=row["minutes"],
        due_on=timezone.localdate(world.now) + dt.timedelta(days=row["due"]),
        url=course.get_absolute_url() if course else "", target=("learning.course", course.pk) if course else None,
    )  # fmt: skip
    step = steps.add_step(by=bruno, plan=plan, words=words, at=world.ago(BEGAN - 1))
    if "done" in row:
        at = world.ago(row["done"])
        steps.set_state(by=bruno, step=step, state=StepState.DONE, record=row.get("record", False), at=at)
    elif row.get("doing"):
        steps.set_state(by=bruno, step=step, state=StepState.DOING, at=world.ago(4))


def _share(world: World, plan: Plan, data: dict[str, Any]) -> None:
    bruno, until = world.people["bruno"], timezone.localdate(world.now) + dt.timedelta(days=120)
    for key in ("esther", "jules"):
        plan_sharing.show_plan(by=bruno, plan=plan, grantee=world.people[key], until=until, at=world.ago(60))
    plan.refresh_from_db()
    asked = agreements.ask_agreement(by=bruno, plan=plan, partner=world.people["jules"], at=world.ago(58))
    agreements.give_agreement(by=world.people["jules"], agreement=asked, edit=plan.edit, at=world.ago(57))
    for row in data["comments"]:
        plan_comments.post_comment(
            by=world.people[row["by"]],
            plan=plan,
            partner=world.people[row["with"]],
            body=row["body"],
            at=world.ago(row["days_ago"]),
        )
