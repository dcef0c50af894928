"""Diagnostics of the world: Bruno finished one long ago, Amina is half-way through hers; nobody else switched it on."""

import datetime as dt
import functools
from random import Random
from typing import Any

from competencies.models import Item
from job_profiles.queries.profiles import requirements_of
from learning.actions import diagnostics, runs
from learning.enums import RunState, TargetKind
from learning.models import Run
from learning.queries.diagnostics import PURPOSE
from learning.queries.runs import position_of
from learning.queries.targets import own_version
from network.management.defaults.files import read_json
from network.management.demo.story import Story, World
from people.queries.consents import purposes

QUICKEST, SLOWEST = 5, 16  # seconds for one statement


def load_diagnostics(world: World, story: Story) -> int:
    """Plan the runs where there is none yet; returns how many moments."""
    before = len(story)
    if not Run.objects.exists():
        for row in read_json("demo/diagnostics.json")["runs"]:
            story.add(world.ago(row["days_ago"]), functools.partial(_tell, row, world))
    return len(story) - before


def _tell(row: dict[str, Any], world: World, at: dt.datetime) -> None:
    """Switch on, aim at one's own profile, answer as somebody of about that level would; all of it, or so many answers."""
    person, random = world.people[row["person"]], Random(row["person"])  # the same answers each time
    version = own_version(person)
    if version is None:
        return
    diagnostics.switch_on(by=person, version=purposes[PURPOSE].version, at=at)
    levels = {one.competency: one.level for one in requirements_of(version)}
    run = runs.start_run(person=person, kind=TargetKind.MINE, levels=levels, version=version, at=at)
    abilities = {one: row["level"] + random.uniform(-row["spread"], row["spread"]) for one in levels}
    while run.state == RunState.OPEN:
        position = position_of(run)
        item, place = position.item, position.place
        if item is None or place > (row["answers"] or place):
            return
        seconds = random.randint(QUICKEST, SLOWEST)
        at += dt.timedelta(seconds=seconds)
        value = _answer(item, abilities[item.competency], random)
        runs.give_answer(by=person, run=run, item_key=item.key, place=place, value=value, seconds=seconds, at=at)
        run.refresh_from_db(fields=["state"])


def _answer(item: Item, ability: float, random: Random) -> int | None:
    """The step that somebody of this level reaches; now and then « je ne sais pas »."""
    if random.random() < 0.03:
        return None
    felt = ability + random.uniform(-0.3, 0.3)
    if item.right is None:
        return sum(1 for threshold in item.thresholds if felt >= threshold)
    return item.right if felt >= item.thresholds[0] else (item.right + 1) % len(item.options)
