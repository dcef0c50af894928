"""Threads, replies, accepted answers, reactions, follows and bookmarks, each at its hour."""

import datetime as dt
import functools
import re
from typing import Any

from django.apps import apps

from activity.actions import bookmarks
from community.actions import following, reactions, replies
from community.actions import threads as actions
from community.models import Reply, Space, Thread
from network.management.defaults.files import read_json
from network.management.demo.competencies import topic_names
from network.management.demo.story import Story, World
from people.models import Person

_MENTION = re.compile(r"@\[([a-z0-9_-]+)\]")


def load_threads(world: World, story: Story, spaces: dict[str, Space]) -> int:
    """Plan the threads that were never written here (their first title is looked up in the history); returns how many."""
    told = set(apps.get_model("community", "ThreadHistory").objects.values_list("author_id", "title"))
    names, planned = topic_names(), 0
    for row in read_json("demo/threads.json"):
        if (world.people[row["author"]].pk, row["title"].strip()) not in told:
            _plan(row, world, story, spaces[row["space"]], names)
            planned += 1
    return planned


def _plan(row: dict[str, Any], world: World, story: Story, space: Space, names: dict[str, str]) -> None:
    thread, begins = Thread(), world.ago(row["days_ago"])
    story.add(begins, functools.partial(_post, row, thread, space, world, names))
    latest = begins
    for reply_row in row["replies"]:
        reply = Reply()
        latest = min(begins + dt.timedelta(hours=reply_row["hours_after"]), world.ago(0))
        story.add(latest, functools.partial(_reply, reply_row, reply, thread, world))
        if reply_row["accepted"]:
            story.add(_soon(latest, 40, world), functools.partial(_accept, row, reply, thread, world))
        _plan_reactions(reply_row["reactions"], reply, latest, world, story)
    _plan_reactions(row["reactions"], thread, begins, world, story)
    for key in row["followers"]:
        story.add(_soon(begins, 25, world), functools.partial(_follow, thread, world.people[key]))
    for key in row.get("bookmarks", []):
        story.add(_soon(latest, 90, world), functools.partial(_keep, thread, world.people[key]))


def _plan_reactions(given: dict[str, list[str]], post: Thread | Reply, at: dt.datetime, world: World, story: Story) -> None:
    minutes = 12
    for kind, keys in given.items():
        for key in keys:
            minutes += 17
            story.add(_soon(at, minutes, world), functools.partial(_react, post, world.people[key], kind))


def _soon(at: dt.datetime, minutes: int, world: World) -> dt.datetime:
    return min(at + dt.timedelta(minutes=minutes), world.now)


def _named(text: str, world: World) -> str:
    """`@[karim]` of the data becomes a mention of that person."""

    def mention(match: re.Match[str]) -> str:
        person = world.people[match[1]]
        return f"@[{person.name}](membre:{person.pk})"

    return _MENTION.sub(mention, text)


def _post(row: dict[str, Any], thread: Thread, space: Space, world: World, names: dict[str, str], at: dt.datetime) -> None:
    made = actions.post_thread(
        by=world.people[row["author"]],
        space=space,
        kind=row["kind"],
        title=row["title"],
        body=_named(row["body"], world),
        language=row["lang"],
        topic_names=[names[slug] for slug in row["topics"]],
        competency_codes=row["competencies"],
        at=at,
    )
    thread.__dict__.update(made.__dict__)


def _reply(row: dict[str, Any], reply: Reply, thread: Thread, world: World, at: dt.datetime) -> None:
    made = replies.post_reply(
        by=world.people[row["author"]], thread=thread, body=_named(row["body"], world), language=row["lang"], at=at
    )
    reply.__dict__.update(made.__dict__)


def _accept(row: dict[str, Any], reply: Reply, thread: Thread, world: World, at: dt.datetime) -> None:
    actions.accept_answer(by=world.people[row["author"]], thread=thread, reply=reply, at=at)


def _react(post: Thread | Reply, person: Person, kind: str, at: dt.datetime) -> None:
    reactions.react(by=person, post=post, kind=kind, wanted=True, at=at)


def _follow(thread: Thread, person: Person, at: dt.datetime) -> None:
    following.follow_thread(by=person, thread=thread, at=at)


def _keep(thread: Thread, person: Person, at: dt.datetime) -> None:
    bookmarks.toggle(person=person, target=thread, at=at)
