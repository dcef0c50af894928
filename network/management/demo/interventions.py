"""Intervention plans of the world: the government's, adopted and under way; that of Farid's ministry, in preparation."""

import datetime as dt
from typing import Any

from django.utils import timezone

from competencies.models import Competency, Snapshot
from competencies.queries.publishing import snapshots_for
from learning.actions import intervention_actions, interventions
from learning.actions.intervention_actions import ActionText
from learning.actions.interventions import PlanText
from learning.enums import ActionState
from learning.models import Course, Intervention
from network.management.defaults.files import read_json
from network.management.demo.story import World
from people.models import Organisation

TEXTS = ("title_fr", "title_en", "population", "budget_line", "why")


def load_interventions(world: World) -> str:
    """Nothing where there is a plan already."""
    if Intervention.objects.exists():
        return "déjà là"
    rows = read_json("demo/interventions.json")["plans"]
    for row in rows:
        _plan(row, world)
    return str(len(rows))


def _plan(row: dict[str, Any], world: World) -> None:
    lead, at = world.people[row["lead"]], world.ago(row["made_days_ago"])
    place = Organisation.objects.get(acronym=row["organisation"]) if row["organisation"] else None
    text = PlanText(
        name_fr=row["name_fr"], name_en=row["name_en"], note=row["note"], budget_cents=100 * row["budget"],
        from_on=_first_of_month(timezone.localdate(world.now), row["months_ago"]), snapshot=_snapshot(lead, at),
    )  # fmt: skip
    plan = interventions.create_intervention(by=lead, organisation=place, text=text, at=at)
    codes = {code for one in row["actions"] for code in one["effects"]}
    known = {one.code: one for one in Competency.objects.filter(code__in=codes)}
    made = [
        intervention_actions.add_action(by=lead, plan=plan, text=_text(one, known, world), at=at) for one in row["actions"]
    ]
    if "adopted_days_ago" not in row:
        return
    plan.refresh_from_db()
    interventions.adopt_intervention(by=lead, plan=plan, edit=plan.edit, at=world.ago(row["adopted_days_ago"]))
    for action, one in zip(made, row["actions"], strict=True):
        if "state" in one:
            spent = 100 * one["spent"] if "spent" in one else None
            intervention_actions.follow_action(
                by=lead, action=action, edit=0, state=ActionState(one["state"]), spent_cents=spent, at=world.ago(4)
            )


def _snapshot(lead: Any, at: dt.datetime) -> Snapshot | None:
    """The newest of that moment; there is none where no bank of statements was loaded."""
    return snapshots_for(lead).filter(published_at__lte=at).first()


def _first_of_month(today: dt.date, months_ago: int) -> dt.date:
    months = today.year * 12 + today.month - 1 - months_ago
    return dt.date(months // 12, months % 12 + 1, 1)


def _text(row: dict[str, Any], known: dict[str, Competency], world: World) -> ActionText:
    course = Course.objects.get(key=row["course"]) if "course" in row else None
    words = {name: row.get(name, "") for name in TEXTS}
    if course is not None:
        words |= {"title_fr": course.title_fr, "title_en": course.title_en}
    return ActionText(
        kind=row["kind"], stage=row["stage"], last_stage=row["last_stage"], owner=world.people[row["owner"]], course=course,
        sessions=row.get("sessions", 0), seats=row.get("seats", 0), cost_cents=100 * row["cost"],
        effects={known[code]: people for code, people in row["effects"].items() if code in known}, **words,
    )  # fmt: skip
