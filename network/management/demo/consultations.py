"""Job profiles under way in the demonstration: a round that ministries answer, a draft, proposals of change."""

import datetime as dt
import functools
from typing import Any

from django.utils import timezone

from job_profiles.actions import answers, changes, consultations, drafting
from job_profiles.models import ChangeProposal, JobProfile, MinistryAnswer, ProfileVersion, Round
from job_profiles.permissions import may_answer_for
from job_profiles.queries.changes import discussed
from network.management.defaults.files import read_json
from network.management.demo.story import Story, World
from people.models import Organisation


def load_consultations(world: World, story: Story) -> int:
    """Plan what has no row yet; returns how many moments. Profiles are loaded with the defaults."""
    data, before = read_json("demo/consultations.json"), len(story)
    if not ChangeProposal.objects.exists():
        for row in data["changes"]:
            change = ChangeProposal()
            story.add(world.ago(row["days_ago"]), functools.partial(_propose, row, change, world))
            if "answer" in row:
                story.add(world.ago(row["answer"]["days_ago"]), functools.partial(_answer_change, row, change, world))
    busy = set(ProfileVersion.objects.exclude(drafted_by=None).values_list("profile__key", flat=True))
    for row in data["drafts"]:
        if row["profile"] not in busy:
            _plan_draft(row, world, story)
    return len(story) - before


def _plan_draft(row: dict[str, Any], world: World, story: Story) -> None:
    version, one = ProfileVersion(), Round()
    story.add(world.ago(row["days_ago"]), functools.partial(_draft, row, version, world))
    if "round" not in row:
        return
    story.add(world.ago(row["round"]["days_ago"]), functools.partial(_consult, row, version, one, world))
    for answer in row["answers"]:
        story.add(world.ago(answer["days_ago"]), functools.partial(_answer, answer, one, world))
    for comment in row["comments"]:
        story.add(world.ago(comment["days_ago"]), functools.partial(_comment, comment, one, world))


def _draft(row: dict[str, Any], version: ProfileVersion, world: World, at: dt.datetime) -> None:
    by = world.people[row["by"]]
    opened = drafting.open_draft(by=by, profile=JobProfile.objects.get(key=row["profile"]), at=at)
    texts = dict(row["texts"])
    for name, line in row["added"].items():
        texts[name] = f"{getattr(opened, name)}\n{line}"
    saved = drafting.save_draft(by=by, version=opened, edit=opened.edit, texts=texts, requirements=None, moves=None, at=at)
    version.__dict__.update(saved.__dict__)


def _consult(row: dict[str, Any], version: ProfileVersion, one: Round, world: World, at: dt.datetime) -> None:
    asked = row["round"]
    made = consultations.open_round(
        by=world.people[row["by"]],
        version=version,
        organisations=Organisation.objects.filter(acronym__in=asked["ministries"]).order_by("sort_key"),
        closes_on=timezone.localdate(world.now) + dt.timedelta(days=asked["closes_in"]),
        quorum=asked["quorum"],
        note=asked["note"],
        at=at,
    )
    one.__dict__.update(made.__dict__)


def _answer(row: dict[str, Any], one: Round, world: World, at: dt.datetime) -> None:
    """Left out in a world that is older than the person's role."""
    by = world.people[row["by"]]
    answer = MinistryAnswer.objects.get(round=one.pk, organisation__acronym=row["ministry"])
    if not may_answer_for(by, answer.organisation_id):
        return
    answers.send_answer(by=by, answer=answer, edit=answer.edit, draft=row["rows"], rest_agrees=True, at=at)


def _comment(row: dict[str, Any], one: Round, world: World, at: dt.datetime) -> None:
    answers.post_comment(by=world.people[row["by"]], round=one, article=row["article"], body=row["body"], at=at)


def _propose(row: dict[str, Any], change: ChangeProposal, world: World, at: dt.datetime) -> None:
    version = discussed(JobProfile.objects.get(key=row["profile"]))
    if version is None:
        return
    said = {name: row[name] for name in ("article", "body", "reason")}
    made = changes.propose(by=world.people[row["by"]], version=version, at=at, **said)
    change.__dict__.update(made.__dict__)


def _answer_change(row: dict[str, Any], change: ChangeProposal, world: World, at: dt.datetime) -> None:
    answer = row["answer"]
    if change.pk:
        changes.answer_change(by=world.people["lea"], change=change, accept=answer["accept"], answer=answer["text"], at=at)
