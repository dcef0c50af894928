"""What members leave behind by reading: marks, reactions, bookmarks, notices."""

import datetime as dt
import json
import random
from collections.abc import Iterator
from typing import Any

from activity.models import Bookmark, Notification
from benchmarks.world import bulk
from benchmarks.world.places import content_type
from benchmarks.world.plans import Plan
from community.models import Reaction, Reply, Thread, ThreadRead

READS, NOTICES, UNREAD, REACTIONS_PER_MEMBER = 20, 10, 3, 10


def make(people: list[int], plans: list[Plan], dice: random.Random, at: dt.datetime) -> None:
    """Per member: threads read, notices of which some unread, reactions, two bookmarks."""
    bulk.copy(
        ThreadRead, ["person_id", "thread_id", "last_reply_id", "reply_count", "read_at"], _reads(people, plans, dice, at)
    )
    columns = [
        "person_id", "kind", "reason", "event_key", "actor_id", "content_type_id", "object_id", "audience_id", "data", "url",
        "created_at", "read_at",
    ]  # fmt: skip
    bulk.copy(Notification, columns, _notices(people, plans, dice, at))
    thread_type, reply_type = content_type(Thread), content_type(Reply)
    reactions = {
        (person, dice.choice(["like", "thanks", "useful"]), thread_type, dice.choice(plans).pk)
        for person in people
        for _ in range(REACTIONS_PER_MEMBER // 2)
    }
    answers = [answer.pk for plan in plans for answer in plan.answers]
    reactions |= {
        (person, "like", reply_type, dice.choice(answers)) for person in people for _ in range(REACTIONS_PER_MEMBER // 2)
    }
    columns = ["person_id", "kind", "content_type_id", "object_id", "created_at"]
    bulk.copy(Reaction, columns, ((*reaction, at) for reaction in sorted(reactions)))
    kept = {(person, thread_type, dice.choice(plans).pk, at) for person in people for _ in range(2)}
    bulk.copy(Bookmark, ["person_id", "content_type_id", "object_id", "created_at"], sorted(kept))


def _reads(people: list[int], plans: list[Plan], dice: random.Random, at: dt.datetime) -> Iterator[tuple[Any, ...]]:
    for person in people:
        for plan in dice.sample(plans, min(READS, len(plans))):
            seen = dice.randint(0, plan.replies)
            last = plan.answers[seen - 1].pk if seen else 0
            yield person, plan.pk, last, seen, at - dt.timedelta(days=dice.randint(1, 60))


def _notices(people: list[int], plans: list[Plan], dice: random.Random, at: dt.datetime) -> Iterator[tuple[Any, ...]]:
    """Of the kind that a reply makes, and with its address."""
    thread_type = content_type(Thread)
    for person in people:
        for number, plan in enumerate(dice.sample(plans, min(NOTICES, len(plans)))):
            made = at - dt.timedelta(hours=number * 9 + 1)
            yield (
                person, "community.reply", "follow", f"reply:{plan.last_reply}:{plan.pk}", plan.last_actor, thread_type,
                plan.pk, plan.place.audience, json.dumps({}), f"/communaute/fils/{plan.pk}/", made,
                None if number < UNREAD else made,
            )  # fmt: skip
