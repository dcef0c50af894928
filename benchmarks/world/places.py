"""Spaces, their members and readers, topics, and what members follow."""

import datetime as dt
import json
import random
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from activity.models import Subscription
from benchmarks.world import bulk
from benchmarks.world.size import (
    AUTHOR_OF_THOUSAND,
    COMMON_SPACES,
    CROWDS,
    SPACE_OF_CROWD,
    SPACE_OF_TEN,
    SPACE_OF_THOUSAND,
    Size,
)
from benchmarks.world.words import DATA, SUBJECTS
from community.models import Membership, Space
from competencies.models import Topic, TopicTagged
from core.rules.text import sort_key
from people.models import Audience, AudienceMember
from people.queries.audiences import network_audience_id

# Of a hundred follows: those of spaces come with membership.
SHARE_OF_MEMBERSHIPS, SHARE_OF_THREADS, SHARE_OF_TOPICS = 0.48, 0.16, 0.10
EAGER_MEMBERS, EAGER_THREADS = 50, 60


@dataclass
class Place:
    """One space as the next steps need it."""

    pk: int
    slug: str
    audience: int
    access: str
    members: list[int] = field(default_factory=list)


def make(size: Size, people: list[int], dice: random.Random, at: dt.datetime) -> list[Place]:
    """Spaces, closed circles of readers, members."""
    places = _plan(size, dice)
    _settle(size, places, people, dice)
    closed = [place for place in places if place.access != "open"]
    bulk.copy(Audience, ["id", "kind", "name"], ((p.audience, "closed", p.slug) for p in closed))
    readers = ((p.audience, person) for p in closed for person in p.members)
    bulk.copy(AudienceMember, ["audience_id", "person_id"], readers)
    columns = [
        "id", "name", "slug", "sort_key", "access", "audience_id", "summary", "member_count", "created_at",
        "last_activity_at",
    ]  # fmt: skip
    bulk.copy(Space, columns, (_space_row(place, number, at) for number, place in enumerate(places)))
    rows = (
        (p.pk, person, "facilitator" if number == 0 else "member", at - dt.timedelta(days=300))
        for p in places
        for number, person in enumerate(p.members)
    )
    bulk.copy(Membership, ["space_id", "person_id", "role", "joined_at"], rows)
    return places


def _plan(size: Size, dice: random.Random) -> list[Place]:
    """Landmarks are open; of the others one in seven is on request and one in twenty hidden."""
    first, audience = bulk.first_id(Space), bulk.first_id(Audience)
    names = {place: f"banc-{members}-membres" for members, place in SPACE_OF_CROWD.items()}
    names |= {SPACE_OF_TEN: "banc-10-fils", SPACE_OF_THOUSAND: "banc-1000-fils"}
    places = []
    for number in range(size.spaces):
        access = "open"
        if number >= COMMON_SPACES:
            access = "hidden" if number % 20 == 0 else "request" if number % 7 == 0 else "open"
        circle = network_audience_id() if access == "open" else audience + number
        places.append(Place(first + number, names.get(number, f"banc-{number:03}"), circle, access))
    return places


def _settle(size: Size, places: list[Place], people: list[int], dice: random.Random) -> None:
    """Crowds first (the largest is everybody), then memberships that favour the first spaces."""
    for members in CROWDS:
        places[SPACE_OF_CROWD[members]].members = people[: min(members, size.members)]
    for number in (SPACE_OF_TEN, SPACE_OF_THOUSAND):
        places[number].members = sorted({*dice.sample(people, min(20, len(people))), people[AUTHOR_OF_THOUSAND]})
    common = places[COMMON_SPACES:]
    weights = [1 / (rank + 1) ** 0.8 for rank in range(len(common))]
    members: dict[int, set[int]] = {place.pk: set() for place in common}
    for place in dice.choices(common, weights, k=int(size.follows * SHARE_OF_MEMBERSHIPS)):
        members[place.pk].add(dice.choice(people))
    for place in common:
        place.members = sorted(members[place.pk]) or [dice.choice(people)]


def _space_row(place: Place, number: int, at: dt.datetime) -> tuple[Any, ...]:
    name = f"Espace du banc {number}\xa0: {SUBJECTS[number % len(SUBJECTS)]}"
    summary = f"On y parle de {SUBJECTS[number % len(SUBJECTS)]}."
    return (
        place.pk, name[:120], place.slug, sort_key(name)[:120], place.access, place.audience, summary, len(place.members),
        at - dt.timedelta(days=1100), at - dt.timedelta(days=30),
    )  # fmt: skip


def make_topics(at: dt.datetime) -> list[int]:
    """The demo world's topics, where they are not there yet."""
    wanted = json.loads((DATA / "demo" / "topics.json").read_text(encoding="utf-8"))
    known = set(Topic.objects.values_list("folded", flat=True))
    fresh = [topic for topic in wanted if sort_key(topic["name_fr"]) not in known]
    rows = [(topic["name_fr"][:100], topic["slug"], topic["name_en"], sort_key(topic["name_fr"]), at) for topic in fresh]
    bulk.copy(Topic, ["name", "slug", "name_en", "folded", "created_at"], rows)
    return list(Topic.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True))


def make_follows(
    size: Size, places: list[Place], people: list[int], threads: list[int], crowd_threads: dict[int, int],
    topics: list[int], dice: random.Random, at: dt.datetime,
) -> int:  # fmt: skip
    """Exactly `size.follows` rows: spaces by membership, crowds their thread, then threads, topics and colleagues.

    Fifty members follow sixty threads each: the longest feeds to merge.
    """
    space_type, thread_type, topic_type, person_type = _types()
    wanted = {(person, space_type, place.pk) for place in places for person in place.members}
    for members, thread in crowd_threads.items():
        wanted |= {(person, thread_type, thread) for person in places[SPACE_OF_CROWD[members]].members}
    for person in people[100 : 100 + EAGER_MEMBERS]:
        wanted |= {(person, thread_type, thread) for thread in dice.sample(threads, min(EAGER_THREADS, len(threads)))}
    while len(wanted) < size.follows:
        draw, person = dice.random(), dice.choice(people)
        if draw < SHARE_OF_THREADS / 0.3:
            wanted.add((person, thread_type, dice.choice(threads)))
        elif draw < (SHARE_OF_THREADS + SHARE_OF_TOPICS) / 0.3:
            wanted.add((person, topic_type, dice.choice(topics)))
        else:
            wanted.add((person, person_type, dice.choice(people)))
    rows = ((*follow, "all", at - dt.timedelta(days=200)) for follow in sorted(wanted))
    return bulk.copy(Subscription, ["person_id", "content_type_id", "object_id", "level", "created_at"], rows)


def _types() -> tuple[int, int, int, int]:
    from community.models import Thread
    from people.models import Person

    return content_type(Space), content_type(Thread), content_type(Topic), content_type(Person)


def content_type(model: type[models.Model]) -> int:
    return int(ContentType.objects.get_for_model(model).pk)


def tag(threads: list[tuple[int, list[int]]]) -> None:
    """Topics of threads."""
    from community.models import Thread

    kind = content_type(Thread)
    rows = ((topic, kind, thread) for thread, topics in threads for topic in topics)
    bulk.copy(TopicTagged, ["tag_id", "content_type_id", "object_id"], rows)
