"""What is shared once there is something: reuses and marks of sheets, shelves, invitations, who agreed to be asked."""

import datetime as dt
import functools
from typing import Any

from django.utils import timezone

from community.actions import invitations, reuses, routing, shelf
from community.models import PracticePage, PracticeReuse, RoutingProfile, ShelfItem, Space, SpaceInvitation
from community.queries.routing import PURPOSE
from network.management.defaults.files import read_json
from network.management.demo.story import Story, World
from people.queries.consents import purposes


def load_sharing(world: World, story: Story, spaces: dict[str, Space]) -> int:
    """Plan each kind that has no row yet; returns how many moments. The sheets are told in the same story."""
    data, before = read_json("demo/sharing.json"), len(story)
    titles = {row["key"]: row["title"] for row in read_json("demo/practices.json")}
    if not PracticeReuse.objects.exists():
        for row in data["reuses"]:
            story.add(world.ago(row["days_ago"]), functools.partial(_reuse, row, titles[row["practice"]], world))
        for place, (key, people) in enumerate(data["useful"].items()):
            for number, person in enumerate(people):
                at = world.ago(11 - place - number / 8)
                story.add(at, functools.partial(_mark_useful, titles[key], person, world))
    if not ShelfItem.objects.exists():
        for row in data["shelf"]:
            story.add(world.ago(row["days_ago"]), functools.partial(_pin, row, titles, spaces, world))
    if not SpaceInvitation.objects.exists():
        for row in data["invitations"]:
            story.add(world.ago(row["days_ago"]), functools.partial(_invite, row, spaces, world))
    if not RoutingProfile.objects.exists():
        for row in data["helping"]:
            story.add(world.ago(30), functools.partial(_help, row, world))
    return len(story) - before


def _reuse(row: dict[str, Any], title: str, world: World, at: dt.datetime) -> None:
    page = PracticePage.objects.get(title=title)
    reuses.declare_reuse(by=world.people[row["by"]], page=page, result=row["result"], adapted=row["adapted"], at=at)


def _mark_useful(title: str, key: str, world: World, at: dt.datetime) -> None:
    reuses.mark_useful(by=world.people[key], page=PracticePage.objects.get(title=title), wanted=True, at=at)


def _pin(row: dict[str, Any], titles: dict[str, str], spaces: dict[str, Space], world: World, at: dt.datetime) -> None:
    by, space = world.people[row["by"]], spaces[row["space"]]
    if "practice" in row:
        target = PracticePage.objects.get(title=titles[row["practice"]])
        shelf.pin_post(by=by, space=space, target=target, note=row["note"], at=at)
    else:
        shelf.pin_link(by=by, space=space, title=row["title"], url=row["url"], note=row["note"], at=at)


def _invite(row: dict[str, Any], spaces: dict[str, Space], world: World, at: dt.datetime) -> None:
    people = world.people
    invitations.invite(
        by=people[row["by"]], space=spaces[row["space"]], person=people[row["person"]], message=row["message"], at=at
    )


def _help(row: dict[str, Any], world: World, at: dt.datetime) -> None:
    person = world.people[row["person"]]
    routing.switch_on(by=person, version=purposes[PURPOSE].version, at=at)
    routing.save_settings(
        by=person, levels=row["levels"], weekly_cap=row["weekly_cap"], paused_until=None, today=timezone.localdate(at)
    )
