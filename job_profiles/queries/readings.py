"""The page of a profile, which every member opens: what it says is the same for all and is kept, by what it was made of.

One statement asks of what the page is made (numbers and digests of rows: `stamp`) and what is the viewer's own. What the
stamp stands for is read once in a process and then kept; whatever changes changes the stamp. The general reads, of which
these are the fast form, stand in queries/profiles.py; tests hold them equal.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import connection

from activity.queries.targets import type_id
from competencies.queries.evidence import own_levels
from competencies.queries.frameworks import level_names
from core.database import prepared
from core.pagination import make_cursor, page_by_key
from job_profiles.models import CareerMove, JobProfile, ProfileVersion, Requirement
from job_profiles.models.versions import PUBLIC
from job_profiles.queries.distance import Distance, Place
from job_profiles.queries.profiles import (
    GroupTargets,
    by_key,
    holders_of,
    requirements_of,
    standing_version,
    targets_of,
)
from job_profiles.queries.versions import moves_of
from people.models import Person
from people.permissions import places_of

KEPT = 200
_STAMP = """
SELECT profile.id, version.id, version.state, version.edit, version.effective_on, framework.id, framework.loaded_at,
  md5(profile::text || coalesce(family::text, '') || coalesce(job_class::text, '')),
  (SELECT md5(string_agg(target::text, '' ORDER BY target.id)) FROM job_profiles_careermove move
    JOIN job_profiles_jobprofile target ON target.id = move.to_id WHERE move.version_id = version.id),
  (SELECT count(*) FROM job_profiles_profileversion other
    WHERE other.profile_id = profile.id AND other.state = ANY(%(public)s::text[])),
  (SELECT other.number FROM job_profiles_profileversion other
    WHERE other.profile_id = profile.id AND other.state = 'consultation' LIMIT 1),
  EXISTS (SELECT 1 FROM job_profiles_holding held
    WHERE held.person_id = %(person)s::bigint AND held.to_on IS NULL AND held.profile_id = profile.id),
  EXISTS (SELECT 1 FROM activity_subscription following WHERE following.person_id = %(person)s::bigint
    AND following.content_type_id = %(type)s::int AND following.object_id = profile.id)
FROM job_profiles_jobprofile profile
JOIN LATERAL (SELECT * FROM job_profiles_profileversion standing
  WHERE standing.profile_id = profile.id AND standing.state IN ('in_force', 'proposal')
  ORDER BY standing.state = 'in_force' DESC, standing.number DESC LIMIT 1) version ON true
LEFT JOIN competencies_framework framework ON framework.current
LEFT JOIN job_profiles_family family ON family.id = profile.family_id
LEFT JOIN job_profiles_jobclass job_class ON job_class.id = profile.job_class_id
WHERE profile.key = %(key)s::text
"""
# `people.permissions.visible_parts_q` for the part of the profile that says which profile one holds.
_HOLDERS = """
SELECT person.id, person.given_name, person.family_name, person.photo_path, organisation.acronym, person.sort_key
FROM job_profiles_holding held JOIN people_person person ON person.id = held.person_id
JOIN people_organisation organisation ON organisation.id = person.organisation_id
WHERE held.profile_id = %(profile)s::bigint AND held.to_on IS NULL AND person.status = 'active' AND (
  NOT jsonb_exists(person.visibility, 'job_profile') OR person.visibility ->> 'job_profile' = 'network'
  OR person.visibility ->> 'job_profile' = 'organisation' AND (
    person.organisation_id = ANY(%(places)s::bigint[]) OR person.assignment_id = ANY(%(places)s::bigint[])))
ORDER BY person.sort_key, person.id LIMIT %(size)s::int
"""


@dataclass(frozen=True)
class Reading:
    """What the page says to everybody. `number_of_versions`: those that every member reads; `consulted`: the number of the
    one that ministries are asked about. `mark`: this reading and no other of the process, by which what was drawn is kept.
    """

    mark: int
    profile: JobProfile
    version: ProfileVersion
    needs: list[Requirement]
    moves: list[CareerMove]
    level_names: dict[int, str]
    number_of_versions: int
    consulted: int | None

    def groups_later(self) -> list[GroupTargets]:
        """Read only where the text is drawn, which happens once."""
        return targets_of(self.version)


@dataclass(frozen=True)
class OwnReading:
    """The page of one viewer. `own`: their levels, in the order of the needs."""

    reading: Reading
    held: bool
    following: bool
    own: tuple[int | None, ...]

    def distance(self) -> Distance:
        places = zip(self.reading.needs, self.own, strict=True)
        return Distance([Place(needed, own) for needed, own in places])


@dataclass(frozen=True)
class Holder:
    """A member as a row of the page shows them."""

    pk: int
    given_name: str
    family_name: str
    photo_url: str
    acronym: str
    sort_key: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper() or "?"

    def get_absolute_url(self) -> str:
        return Person(pk=self.pk).get_absolute_url()


@dataclass(frozen=True)
class Holders:
    """The first holders, as a page by key shows them."""

    items: tuple[Holder, ...]
    more: bool

    @property
    def next_cursor(self) -> str | None:
        return make_cursor([self.items[-1].sort_key, self.items[-1].pk]) if self.more else None


@dataclass
class _Kept:
    """Readings by their stamp, the one that was asked for longest ago given up first."""

    readings: OrderedDict[Hashable, Reading] = field(default_factory=OrderedDict)

    def get(self, stamp: Hashable, read: Callable[[], Reading]) -> Reading:
        found = self.readings.pop(stamp, None) or read()
        self.readings[stamp] = found
        while len(self.readings) > KEPT:
            self.readings.popitem(last=False)
        return found


_kept = _Kept()
_marks = count(1)


@prepared
def reading_of(viewer: Person, key: str) -> OwnReading | None:
    """The page of that profile; None where there is nothing to read (or no such profile)."""
    values: dict[str, Any] = {"key": key, "person": viewer.pk, "type": type_id(JobProfile), "public": list(PUBLIC)}
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, values)
        row = cursor.fetchone()
    if row is None:
        return None
    *stamped, held, following = row
    reading = _kept.get(tuple(stamped), lambda: _read(key, *stamped[-2:]))
    own = own_levels(viewer)
    return OwnReading(reading, held, following, tuple(own.get(needed.competency_id) for needed in reading.needs))


def _read(key: str, number_of_versions: int, consulted: int | None) -> Reading:
    profile = by_key(key)
    version = standing_version(profile.pk) if profile else None
    if profile is None or version is None:
        raise JobProfile.DoesNotExist
    version.profile = profile
    needs = list(requirements_of(version))
    return Reading(next(_marks), profile, version, needs, moves_of(version), level_names(), number_of_versions, consulted)


@prepared
def first_holders(profile: JobProfile, viewer: Person, size: int) -> Holders:
    """The first members of `queries.profiles.holders_of`, by name."""
    values: dict[str, Any] = {"profile": profile.pk, "places": sorted(places_of(viewer)), "size": size + 1}
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, values)
        rows = cursor.fetchall()
    return Holders(tuple(Holder(*row) for row in rows[:size]), len(rows) > size)


def further_holders(profile: JobProfile, viewer: Person, cursor: str, size: int) -> Holders:
    """Those after the cursor of the ones before."""
    page = page_by_key(holders_of(profile, viewer), keys=("sort_key", "id"), cursor=cursor, size=size)
    rows = (
        Holder(one.pk, one.given_name, one.family_name, one.photo_path, one.organisation.acronym, one.sort_key)
        for one in page.items
    )
    return Holders(tuple(rows), page.next_cursor is not None)
