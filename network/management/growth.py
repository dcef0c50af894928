"""Growing the demonstration for measurements: the makers are the bench's, which stand in benchmarks/ (not in the image)."""

import random
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from activity.models import Subscription
from community.models import Thread
from core.models import SearchEntry
from core.search import rebuild
from people.models import User

KINDS = ("person", "space", "topic", "thread", "reply")
# Below this the known authors of the bench's landmarks do not find enough threads to sign.
LEAST_POSTS = 4_000
LEAST_MEMBERS = 200


@dataclass(frozen=True)
class Wanted:
    """How much to add; what is None follows from the number of members, in the proportions of the bench."""

    members: int
    spaces: int | None = None
    posts: int | None = None
    follows: int | None = None
    courses: int = 0

    def numbers(self) -> dict[str, int]:
        members = max(self.members, LEAST_MEMBERS)
        return {
            "members": members,
            "spaces": max(self.spaces or members * 300 // 5000, 12),
            "posts": max(self.posts or members * 40, LEAST_POSTS),
            "follows": self.follows or members * 10,
        }


def grow(wanted: Wanted, seed: int) -> bool:
    """Add members, spaces, posts and follows in bulk, telling each step; False when this world has grown already."""
    size_module = _bench("size")
    if User.objects.filter(email__endswith=f"@{size_module.MAIL_DOMAIN}").exists():
        return False
    size, dice, at = size_module.Size(**wanted.numbers()), random.Random(seed), timezone.now()
    bulk, members, places, plans = _bench("bulk"), _bench("members"), _bench("places"), _bench("plans")
    posts, traces, words = _bench("posts"), _bench("traces"), _bench("words")
    with transaction.atomic(), bulk.without_triggers():
        with bulk.step("Membres"):
            people = members.make(size, dice, at)
        with bulk.step("Espaces"):
            spaces = places.make(size, people, dice, at)
            topics = places.make_topics(at)
        with bulk.step("Plan des fils"):
            made = plans.draw(size, spaces, people, topics, dice, at)
        posts.make(made, spaces, words.Writer(dice))
        with bulk.step("Lignes du fil"):
            posts.make_lines(made.threads)
        with bulk.step("Abonnements"):
            threads = [plan.pk for plan in made.threads]
            crowds = {members: plan.pk for members, plan in made.crowds.items()}
            places.make_follows(size, spaces, people, threads, crowds, topics, dice, at)
            _count_followers()
        with bulk.step("Lectures, réactions, notifications"):
            traces.make(people, made.threads, dice, at)
    _index(bulk)
    if wanted.courses:
        _bench("courses").ready(wanted.courses)
    with bulk.step("Statistiques des tables"), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return True


def _index(bulk: ModuleType) -> None:
    """The search entries; the index of their words is made at the end, which is much quicker than row by row."""
    (vectors,) = [index for index in SearchEntry._meta.indexes if index.name == "search_entry_vector"]
    with transaction.atomic():
        with connection.schema_editor() as editor:
            editor.remove_index(SearchEntry, vectors)
        for kind in KINDS:
            with bulk.step(f"Recherche\xa0: {kind}"):
                rebuild(kind)
        with bulk.step("Recherche\xa0: index"), connection.schema_editor() as editor:
            editor.add_index(SearchEntry, vectors)


def _bench(name: str) -> ModuleType:
    try:
        return import_module(f"benchmarks.world.{name}")
    except ModuleNotFoundError as error:
        raise CommandError(
            "Faire grandir la démonstration demande le dossier benchmarks/, absent de l’image de production\xa0: "
            "lancez la commande depuis les sources."
        ) from error


def _count_followers() -> None:
    """The count on each thread, from who follows it."""
    kind = _bench("places").content_type(Thread)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {Thread._meta.db_table} thread SET follower_count = counted.number FROM (
              SELECT object_id, count(*) AS number FROM {Subscription._meta.db_table}
              WHERE content_type_id = %s GROUP BY object_id
            ) AS counted WHERE counted.object_id = thread.id AND thread.follower_count <> counted.number
            """,  # noqa: S608 (names of our own tables)
            [kind],
        )
