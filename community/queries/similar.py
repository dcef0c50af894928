"""What stands beside a thread: threads alike, and people whose profile speaks of the same.

Found once per thread through the search, among what every member may find, and kept for a while as ids; who looks reads the
rows anew, so a text that was deleted or closed meanwhile is not shown.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

from community.models import Thread
from core.search import find
from people.models import Person
from people.queries.persons import findable

FRESH = 15 * 60
SHOWN = 4


@dataclass(frozen=True)
class Beside:
    """`people`: who may help, as their own profile says."""

    threads: list[Thread] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def beside(thread: Any, viewer: Person) -> Beside:
    """Two queries, or one more when nothing is kept."""
    ids = _ids(thread)
    threads = Thread.objects.visible_to(viewer).select_related("space").in_bulk(ids["threads"])
    people = findable(viewer).with_organisation().in_bulk(ids["people"])
    return Beside(
        [threads[number] for number in ids["threads"] if number in threads][:SHOWN],
        [people[number] for number in ids["people"] if number in people and number != viewer.pk][:SHOWN],
    )


def _ids(thread: Any) -> dict[str, list[int]]:
    key = f"a-cote:{thread.pk}"
    kept: dict[str, list[int]] | None = cache.get(key)
    if kept is None:
        kept = _look(thread)
        cache.set(key, kept, FRESH)
    return kept


def forget_beside(thread_id: int) -> None:
    """Look again at the next view (after an edit)."""
    cache.delete(f"a-cote:{thread_id}")


def _look(thread: Any) -> dict[str, list[int]]:
    topics = " ".join(row["name"] for row in thread.topic_rows)
    skills = " ".join(row["name_fr"] for row in thread.competency_rows)
    hits = find(f"{topics} {skills} {thread.title}", audiences=(), limit=40, counts=False, any_word=True).hits
    threads = [hit.group_id for hit in hits if hit.facet == "thread" and hit.group_id != thread.pk]
    people = [hit.object_id for hit in hits if hit.facet == "person" and hit.object_id != thread.author_id]
    return {"threads": threads[: SHOWN + 2], "people": people[: SHOWN + 2]}
