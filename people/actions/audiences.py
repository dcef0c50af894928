"""Closed circles of readers: made and kept by the apps that own them (a space keeps its members in step)."""

from collections.abc import Iterable

from django.db import transaction

from people.enums import AudienceKind
from people.models import Audience, AudienceMember, Person


class NetworkAudienceIsEverybody(ValueError):
    """The network's audience has no list of readers: a mistake of ours."""


def create_closed(*, name: str) -> Audience:
    """A circle without readers yet."""
    return Audience.objects.create(kind=AudienceKind.CLOSED, name=name[:200])


def _closed(audience: Audience) -> Audience:
    if audience.kind != AudienceKind.CLOSED:
        raise NetworkAudienceIsEverybody
    return audience


def add_reader(*, audience: Audience, person: Person) -> bool:
    """Let the person read; True when that is new."""
    return AudienceMember.objects.get_or_create(audience=_closed(audience), person=person)[1]


def add_readers(*, audience: Audience, person_ids: Iterable[int]) -> None:
    """The same for many, in bulk."""
    rows = [AudienceMember(audience=_closed(audience), person_id=number) for number in set(person_ids)]
    AudienceMember.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)


def remove_reader(*, audience: Audience, person: Person) -> bool:
    """Close it to the person; True when the person could read."""
    deleted, _ = AudienceMember.objects.filter(audience=_closed(audience), person=person).delete()
    return bool(deleted)


@transaction.atomic
def replace_readers(*, audience: Audience, person_ids: Iterable[int]) -> None:
    """Exactly these people read from now on."""
    wanted = set(person_ids)
    AudienceMember.objects.filter(audience=_closed(audience)).exclude(person__in=wanted).delete()
    add_readers(audience=audience, person_ids=wanted)
