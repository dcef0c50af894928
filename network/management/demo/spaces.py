"""Spaces, who is in them, who asks to be."""

import datetime as dt
import functools
from random import Random
from typing import Any

from community.actions import memberships
from community.actions import spaces as actions
from community.enums import MembershipRole, SpaceAccess
from community.models import Space
from competencies.models import Competency
from network.management.defaults.files import read_json
from network.management.demo.competencies import topic_names
from network.management.demo.story import Story, World

REQUESTS = (
    "Je prends la relève du dossier dans ma direction et j’aimerais suivre vos travaux.",
    "On m’a parlé de vos modèles. Puis-je me joindre à vous?",
)


def load_spaces(world: World, story: Story, random: Random) -> dict[str, Space]:
    """Spaces by their key; those that are missing are made when the story is told, with their members."""
    rows = read_json("demo/spaces.json")
    known = {space.name: space for space in Space.objects.filter(name__in=[row["name"] for row in rows])}
    spaces = {row["key"]: known.get(row["name"]) or Space() for row in rows}
    first = _first_words(world)
    for row in rows:
        if row["name"] not in known:
            _plan(row, spaces[row["key"]], world, story, random, first)
    return spaces


def _first_words(world: World) -> dict[tuple[str, str], dt.datetime]:
    """When each person first writes in each space: membership comes before."""
    first: dict[tuple[str, str], dt.datetime] = {}
    for thread in read_json("demo/threads.json"):
        at = world.ago(thread["days_ago"])
        for who in [thread["author"], *(reply["author"] for reply in thread["replies"])]:
            key = (thread["space"], who)
            first[key] = min(at, first.get(key, at))
    return first


def _plan(
    row: dict[str, Any],
    space: Space,
    world: World,
    story: Story,
    random: Random,
    first: dict[tuple[str, str], dt.datetime],
) -> None:
    founder, *others = row["facilitators"]
    people = world.people
    earliest = min([at for (key, _who), at in first.items() if key == row["key"]], default=world.now)
    begins = min(max(world.ago(row["created_days_ago"]), people[founder].joined_at), earliest - dt.timedelta(days=1))
    story.add(begins, functools.partial(_create, row, space, world))
    for key in row["members"]:
        if key == founder:
            continue
        latest = first.get((row["key"], key), world.ago(0.5)) - dt.timedelta(hours=1)
        opens = min(max(begins, people[key].joined_at), latest)
        at = opens + (latest - opens) * random.random() * 0.6
        story.add(max(at, begins), functools.partial(_join, row, space, world, key, key in others))
    if row["access"] == SpaceAccess.REQUEST:
        strangers = [key for key in people if key not in row["members"]]
        for place, key in enumerate(random.sample(strangers, min(2, len(strangers)))):
            story.add(world.ago(1 + place * 2.3), functools.partial(_ask, space, world, key, REQUESTS[place]))


def _create(row: dict[str, Any], space: Space, world: World, at: dt.datetime) -> None:
    names = topic_names()
    made = actions.create_space(
        by=world.people[row["facilitators"][0]],
        name=row["name"],
        kind=row["kind"],
        access=row["access"],
        summary=row["summary"],
        welcome=row["welcome"],
        topic_names=[names[slug] for slug in row["topics"]],
        competency_codes=list(
            Competency.objects.filter(code__in=row["competencies"], retired_at=None).values_list("code", flat=True)
        ),
        at=at,
    )
    space.__dict__.update(made.__dict__)


def _join(row: dict[str, Any], space: Space, world: World, key: str, facilitates: bool, at: dt.datetime) -> None:
    person, host = world.people[key], world.people[row["facilitators"][0]]
    if row["access"] == SpaceAccess.OPEN:
        memberships.join(by=person, space=space, at=at)
    else:
        memberships.add_member(by=host, space=space, person=person, at=at)
    if facilitates:
        memberships.set_role(by=host, space=space, person=person, role=MembershipRole.FACILITATOR, at=at)


def _ask(space: Space, world: World, key: str, message: str, at: dt.datetime) -> None:
    memberships.request_to_join(by=world.people[key], space=space, message=message, at=at)
