"""Make the world once, know where its landmarks stand, make it anew when asked."""

import io
import json
import random
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from activity.models import FeedLine, Subscription
from benchmarks.world import bulk, members, places, plans, posts, traces
from benchmarks.world.size import AUTHOR_OF_TEN, AUTHOR_OF_THOUSAND, MAIL_DOMAIN, SPACE_OF_CROWD, Size
from benchmarks.world.words import Writer
from community.models import Reply, Thread
from core import search
from core.models import SearchEntry
from people.models import Organisation, Person, User
from people.queries.audiences import _network_id

VERSION = 2
SEED = 20_261_102


class ForeignWorld(Exception):
    """The database holds members that the bench did not make: it touches nothing."""


@dataclass(frozen=True)
class World:
    """Where things stand. Keys of the last four are counts: members, replies, threads, posts."""

    size: Size
    people: list[int]
    crowd_spaces: dict[int, str]
    crowd_threads: dict[int, int]
    threads: dict[int, int]
    spaces: dict[int, str]
    authors: dict[int, int]
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "World":
        raw = json.loads(path.read_text(encoding="utf-8"))
        numbered = {
            name: {int(key): value for key, value in raw[name].items()}
            for name in ("crowd_spaces", "crowd_threads", "threads", "spaces", "authors")
        }
        return cls(size=Size(**raw["size"]), people=raw["people"], counts=raw["counts"], **numbered)


def ready(size: Size, *, fresh: bool = False) -> World:
    """The world of that size: the one that is there, else a new one. Raises ForeignWorld."""
    call_command("migrate", verbosity=0)
    if User.objects.exclude(email__endswith=f"@{MAIL_DOMAIN}").exists():
        raise ForeignWorld(
            "Cette base de données contient des membres que le banc n’a pas créés : "
            "donnez-lui une base à lui (DATABASE_URL)."
        )
    path = Path(settings.DATA_DIR) / "bench-world.json"
    if not fresh and path.exists():
        world = World.read(path)
        if world.size == size and world.counts.get("version") == VERSION and _stands(world):
            return world
    world = _make(size)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(world)), encoding="utf-8")
    return world


def _stands(world: World) -> bool:
    return Person.objects.filter(pk__in=(world.people[0], world.people[-1])).count() == 2


def _make(size: Size) -> World:
    print(
        f"Monde du banc : {size.members} membres, {size.spaces} espaces, {size.posts} messages, {size.follows} abonnements"
    )
    at, dice = timezone.now(), random.Random(SEED)
    if Person.objects.exists():
        with bulk.step("Table rase"):
            _clear()
    with bulk.step("Données par défaut"):
        call_command("load_defaults", verbosity=0, stdout=io.StringIO())
        if not Organisation.objects.exists():
            raise RuntimeError("load_defaults n’a créé aucune organisation.")
    with bulk.without_triggers():
        with bulk.step("Membres"):
            people = members.make(size, dice, at)
        with bulk.step("Espaces"):
            spaces = places.make(size, people, dice, at)
            topics = places.make_topics(at)
        with bulk.step("Plan des fils"):
            made = plans.draw(size, spaces, people, topics, dice, at)
        posts.make(made, spaces, Writer(dice))
        with bulk.step("Lignes du fil"):
            posts.make_lines(made.threads)
        with bulk.step("Abonnements"):
            threads = [plan.pk for plan in made.threads]
            crowd_threads = {members: plan.pk for members, plan in made.crowds.items()}
            places.make_follows(size, spaces, people, threads, crowd_threads, topics, dice, at)
            _count_followers()
        with bulk.step("Lectures, réactions, notifications"):
            traces.make(people, made.threads, dice, at)
    _index()
    with bulk.step("Statistiques des tables"), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return World(
        size=size,
        people=people,
        crowd_spaces={members: spaces[number].slug for members, number in SPACE_OF_CROWD.items()},
        crowd_threads=crowd_threads,
        threads={length: plan.pk for length, plan in made.lengths.items()},
        spaces={10: "banc-10-fils", 1000: "banc-1000-fils"},
        authors={10: people[AUTHOR_OF_TEN], 1000: people[AUTHOR_OF_THOUSAND]},
        counts={
            "version": VERSION,
            "threads": Thread.objects.count(),
            "replies": Reply.objects.count(),
            "follows": Subscription.objects.count(),
            "lines": FeedLine.objects.count(),
        },
    )


def _clear() -> None:
    """An empty database. Only ever called where every account is the bench's own."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    ContentType.objects.clear_cache()
    _network_id.cache_clear()
    call_command("migrate", verbosity=0)


def _count_followers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE community_thread thread SET follower_count = counted.number FROM (
              SELECT object_id, count(*) AS number FROM activity_subscription
              WHERE content_type_id = %s GROUP BY object_id
            ) AS counted WHERE counted.object_id = thread.id
            """,
            [places.content_type(Thread)],
        )


def _index() -> None:
    """The search entries, through the project's own rebuilding; their index is made at the end, which is much quicker."""
    (vectors,) = [index for index in SearchEntry._meta.indexes if index.name == "search_entry_vector"]
    with connection.schema_editor() as editor:
        editor.remove_index(SearchEntry, vectors)
    for source in search.sources:
        with bulk.step(f"Recherche : {source.key}"):
            search.rebuild(source.key)
    with bulk.step("Recherche : index"), connection.schema_editor() as editor:
        editor.add_index(SearchEntry, vectors)
