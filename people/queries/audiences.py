"""Which audiences a person belongs to."""

from functools import lru_cache

from django.db import connection

from core.cache import once
from core.database import prepared
from people.enums import AudienceKind
from people.models import Audience, AudienceMember, Person


@lru_cache(maxsize=1)
def _network_id() -> int:
    return int(Audience.objects.get(kind=AudienceKind.NETWORK).pk)


def network_audience_id() -> int:
    """The id of the audience that holds every member (made by a migration, never changes)."""
    return _network_id()


def closed_audience_ids(person: Person) -> list[int]:
    """Ids of the closed audiences that list this person; read once for a page."""
    return once((closed_audience_ids, person.pk), lambda: _closed_of(person.pk))


@prepared
def _closed_of(person_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audience_id FROM people_audiencemember WHERE person_id = %s", [person_id])
        return [row[0] for row in cursor.fetchall()]


def audience_ids(person: Person) -> list[int]:
    """Every audience of the person, the network's included."""
    return [network_audience_id(), *closed_audience_ids(person)]


def may_read(person: Person | None, audience_id: int | None) -> bool:
    """Whether the person belongs to that audience."""
    if person is None or audience_id is None or not person.is_active:
        return False
    if audience_id == network_audience_id():
        return True
    return AudienceMember.objects.filter(person=person, audience_id=audience_id).exists()
