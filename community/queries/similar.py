"""What stands beside a thread: threads alike, and people whose profile speaks of the same.

Found once per thread through the search, among what every member may find, and kept for a while as ids; who looks reads the
rows anew, in one statement, so a text that was deleted or closed meanwhile is not shown.
"""

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import connection

from core.addresses import address
from core.database import prepared
from core.search import find
from people.models import Person

FRESH = 15 * 60
SHOWN = 4

_ALIVE = """
SELECT 'thread', thread.id, thread.title, space.name, thread.language, thread.accepted_id IS NOT NULL, ''
FROM community_thread thread JOIN community_space space ON space.id = thread.space_id
WHERE thread.id = ANY(%(threads)s) AND thread.deleted_at IS NULL AND (space.access = 'open' OR EXISTS (
  SELECT 1 FROM community_membership member WHERE member.space_id = space.id AND member.person_id = %(viewer)s))
UNION ALL
SELECT 'person', person.id, person.given_name, person.family_name, organisation.acronym, false, person.photo_path
FROM people_person person JOIN people_organisation organisation ON organisation.id = person.organisation_id
WHERE person.id = ANY(%(people)s) AND person.status = 'active'
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """A thread about the same."""

    pk: int
    title: str
    space: str
    language: str
    has_answer: bool

    def get_absolute_url(self) -> str:
        return address("community:thread-detail", self.pk)


@dataclass(frozen=True, slots=True)
class Helper:
    """A member whose profile speaks of the same."""

    pk: int
    name: str
    initials: str
    photo_url: str
    acronym: str

    def get_absolute_url(self) -> str:
        return address("people:person-detail", self.pk)


@dataclass(frozen=True)
class Beside:
    """`people`: who may help, as their own profile says."""

    threads: list[Alike] = field(default_factory=list)
    people: list[Helper] = field(default_factory=list)


@prepared
def beside(thread: Any, viewer: Person) -> Beside:
    """One query, or one more when nothing is kept."""
    kept = _ids(thread)
    found: dict[tuple[str, int], Any] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ALIVE, {**kept, "viewer": viewer.pk})
        for kind, pk, first, second, third, accepted, photo in cursor.fetchall():
            if kind == "thread":
                found[kind, pk] = Alike(pk, first, second, third, accepted)
            else:
                found[kind, pk] = Helper(pk, f"{first} {second}".strip(), (first[:1] + second[:1]).upper(), photo, third)
    threads = [found["thread", number] for number in kept["threads"] if ("thread", number) in found]
    people = [found["person", number] for number in kept["people"] if ("person", number) in found and number != viewer.pk]
    return Beside(threads[:SHOWN], people[:SHOWN])


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
    topics = " ".join(topic.name for topic in thread.topic_list)
    skills = " ".join(competency.name_fr for competency in thread.competency_list)
    hits = find(f"{topics} {skills} {thread.title}", audiences=(), limit=40, counts=False, any_word=True).hits
    threads = [hit.group_id for hit in hits if hit.facet == "thread" and hit.group_id != thread.pk]
    people = [hit.object_id for hit in hits if hit.facet == "person" and hit.object_id != thread.author_id]
    return {"threads": threads[: SHOWN + 2], "people": people[: SHOWN + 2]}
