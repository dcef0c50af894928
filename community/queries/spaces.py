"""Spaces as a person sees them: one's own, those to discover, one space with what its page needs."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Q

from community.enums import SpaceAccess, SpaceKind
from community.models import Space
from community.models.spaces import SpaceQuerySet, member_space_ids
from community.queries.beside import complete_space, complete_spaces
from community.rules.presets import PRESETS, Entry
from core.addresses import address
from core.cache import once
from core.database import prepared
from core.pagination import KeyPage, page_by_key
from core.rules.text import sort_key
from people.models import Organisation, Person

MINE_FRESH = 60
NEW_CAP = 10
NEW_WITHIN = dt.timedelta(days=14)
SPACES_ON_A_PAGE = 24
JOINED_ALONE = tuple(access for access, preset in PRESETS.items() if preset.joins is not Entry.INVITATION)


@dataclass(frozen=True)
class MySpace:
    """A space of the side menu. `new`: threads with something unread in the last two weeks, counted up to NEW_CAP."""

    pk: int
    name: str
    slug: str
    new: int
    facilitates: bool

    @property
    def url(self) -> str:
        return address("community:space-detail", self.slug)


# Bounded per space by the index thread_of_space: the newest threads of two weeks, at most NEW_CAP unread ones.
_MINE = """
SELECT s.id, s.name, s.slug, unread.number, m.role = 'facilitator'
FROM community_membership m JOIN community_space s ON s.id = m.space_id
CROSS JOIN LATERAL (
  SELECT count(*) AS number FROM (
    SELECT 1 FROM community_thread t
    LEFT JOIN community_threadread r ON r.thread_id = t.id AND r.person_id = m.person_id
    WHERE t.space_id = s.id AND t.deleted_at IS NULL
      AND t.last_activity_at > GREATEST(m.joined_at, %(since)s) AND (r.id IS NULL OR r.last_reply_id < t.last_reply_id)
    ORDER BY t.last_activity_at DESC LIMIT %(cap)s
  ) AS newest
) AS unread
WHERE m.person_id = %(person)s AND s.archived_at IS NULL
ORDER BY s.sort_key, s.id
"""


def mine(person: Person, *, at: dt.datetime) -> list[MySpace]:
    """The person's spaces by name, with how much is new in each; kept for a minute, forgotten when one joins or leaves."""
    return once((mine, person.pk), lambda: _mine(person, at))


@prepared
def _mine(person: Person, at: dt.datetime) -> list[MySpace]:
    key = _mine_key(person.pk)
    rows = cache.get(key)
    if rows is None:
        with connection.cursor() as cursor:
            cursor.execute(_MINE, {"person": person.pk, "since": at - NEW_WITHIN, "cap": NEW_CAP})
            rows = cursor.fetchall()
        cache.set(key, rows, MINE_FRESH)
    return [MySpace(*row) for row in rows]


def forget_mine(person_id: int) -> None:
    """Read the person's spaces anew at the next page."""
    cache.delete(_mine_key(person_id))


def _mine_key(person_id: int) -> str:
    return f"mes-espaces:{person_id}"


@prepared
def for_page(person: Person, slug: str) -> Any:
    """The space if the person may find it, completed for its page. Raises DoesNotExist."""
    space = Space.objects.findable_by(person).select_related("organisation", "figures").get(slug=slug)
    complete_space(space, person)
    return space


def findable(person: Person, slug: str) -> Space:
    """The space if the person may know of it. Raises DoesNotExist."""
    return Space.objects.findable_by(person).select_related("audience").get(slug=slug)


def by_address(person: Person, slug: str) -> Space | None:
    """A living space that the person may find, by the last part of its address."""
    return Space.objects.findable_by(person).active().filter(slug=slug.strip().strip("/").rpartition("/")[2]).first()


def postable(person: Person) -> SpaceQuerySet:
    """Spaces in which the person may open a thread, by name."""
    return Space.objects.active().filter(pk__in=member_space_ids(person)).order_by("sort_key", "id")


def to_join_by_asking(person: Person) -> SpaceQuerySet:
    """Living open spaces that the person is not in, by name: asking there joins them."""
    rows = Space.objects.active().filter(access=SpaceAccess.OPEN, dormant_since=None)
    return rows.exclude(pk__in=member_space_ids(person)).order_by("sort_key", "id")


def living(person: Person, *, but: Space, limit: int = 300) -> list[Space]:
    """Living spaces that the person may find, by name, to choose another one among them."""
    return list(Space.objects.findable_by(person).active().exclude(pk=but.pk).order_by("sort_key", "id")[:limit])


@dataclass(frozen=True)
class SpaceFilters:
    """How the list is narrowed; empty: not."""

    text: str = ""
    kind: str = ""
    access: str = ""
    mine: bool = False
    archived: bool = False
    dormant: bool = False
    organisation: int | None = None


def search(person: Person, filters: SpaceFilters) -> SpaceQuerySet:
    """Spaces that the person may find and that fit. Words are looked for in the name, the summary and the topics."""
    rows = _worded(person, filters.text)
    for condition in _conditions(person, filters).values():
        rows = rows.filter(condition)
    return rows


def _worded(person: Person, text: str) -> SpaceQuerySet:
    rows = Space.objects.findable_by(person)
    for word in sort_key(text).split()[:6]:
        topic = Q(pk__in=Space.objects.filter(topics__folded__contains=word).values("pk"))
        rows = rows.filter(Q(sort_key__contains=word) | Q(summary__icontains=word) | topic)
    return rows


def _conditions(person: Person, filters: SpaceFilters) -> dict[str, Q]:
    """One condition per facet that is in use. Living spaces unless one asks for the dormant or the archived ones; among
    one's own the dormant ones stay."""
    found = {"state": Q(archived_at__isnull=not filters.archived)}
    if not filters.archived and not (filters.mine and not filters.dormant):
        found["state"] &= Q(dormant_since__isnull=not filters.dormant)
    if filters.kind in SpaceKind.values:
        found["kind"] = Q(kind=filters.kind)
    if filters.access in SpaceAccess.values:
        found["access"] = Q(access=filters.access)
    if filters.mine:
        found["mine"] = Q(pk__in=member_space_ids(person))
    if filters.organisation is not None:
        found["organisation"] = Q(organisation=filters.organisation)
    return found


def page(person: Person, filters: SpaceFilters, *, cursor: str | None = None) -> KeyPage[Space]:
    """One page of the list, by name, each space with its labels and whether the person is in it or has asked."""
    found = page_by_key(search(person, filters), keys=("sort_key", "id"), cursor=cursor, size=SPACES_ON_A_PAGE)
    complete_spaces(found.items, person)
    return found


def counts(person: Person, filters: SpaceFilters) -> dict[str, int]:
    """How many spaces each choice of the list would show with the other choices in force: one query."""
    used = _conditions(person, filters)

    def among_others(facet: str, condition: Q) -> Count:
        for other, narrowing in used.items():
            if other != facet:
                condition = condition & narrowing
        return Count("pk", filter=condition, distinct=True)

    wanted = {f"kind_{value}": among_others("kind", Q(kind=value)) for value in SpaceKind.values}
    wanted |= {f"access_{value}": among_others("access", Q(access=value)) for value in SpaceAccess.values}
    wanted["mine"] = among_others("mine", Q(pk__in=member_space_ids(person)))
    wanted["dormant"] = among_others("state", Q(archived_at=None, dormant_since__isnull=False))
    wanted["archived"] = among_others("state", Q(archived_at__isnull=False))
    wanted["all"] = among_others("", Q())
    return _worded(person, filters.text).aggregate(**wanted)


def organisations_with_spaces(person: Person) -> list[Organisation]:
    """Organisations that have a space which the person may find, by name."""
    spaces = Space.objects.findable_by(person).exclude(organisation=None)
    return list(Organisation.objects.filter(pk__in=spaces.values("organisation")).order_by("sort_key", "id"))


def to_discover(person: Person, limit: int = 6) -> list[Space]:
    """Living spaces that the person is not in, those with the newest activity first."""
    rows = Space.objects.findable_by(person).active().filter(dormant_since=None).exclude(pk__in=member_space_ids(person))
    return list(rows.order_by("-last_activity_at", "-id")[:limit])


def to_begin_with(person: Person, limit: int = 12) -> list[Space]:
    """For a newcomer: open and on-request spaces, those that count most members first."""
    rows = Space.objects.findable_by(person).active().filter(access__in=JOINED_ALONE, dormant_since=None)
    return list(rows.order_by("-member_count", "sort_key", "id")[:limit])
