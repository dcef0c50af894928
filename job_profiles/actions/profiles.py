"""Profiles themselves, and who holds which."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from core.outbox import publish
from job_profiles.events import HoldingChanged
from job_profiles.models import Family, Holding, JobClass, JobProfile
from job_profiles.permissions import owns_profiles
from people.models import Person


@transaction.atomic
def set_holding(
    *, person: Person, profile: JobProfile | None, on: dt.date, by: Person | None, at: dt.datetime
) -> Holding | None:
    """From that day on the person holds this profile (None: none). The one before ends the day before.

    One says it oneself; `by` None is the installation (imports, loading). Raises PermissionDenied for somebody else.
    """
    if by is not None and by.pk != person.pk:
        raise PermissionDenied
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    current = Holding.objects.filter(person=person, to_on=None).first()
    if current is not None and profile is not None and current.profile_id == profile.pk:
        return current
    if current is None and profile is None:
        return None
    if current is not None:
        _end(current, on)
    held = Holding.objects.create(person=person, profile=profile, from_on=on) if profile is not None else None
    publish(HoldingChanged(person_id=person.pk, profile_id=profile.pk if profile else None, at=at))
    return held


def _end(holding: Holding, on: dt.date) -> None:
    """A holding ends the day before; one that began that very day, or later, never was."""
    if holding.from_on >= on:
        holding.delete()
    else:
        holding.to_on = on - dt.timedelta(days=1)
        holding.save(update_fields=["to_on"])


def erase_holdings(*, person: Person) -> int:
    """Take away which profiles the person held; returns how many rows."""
    return Holding.objects.filter(person=person).delete()[0]


@transaction.atomic
def create_profile(
    *,
    by: Person,
    key: str,
    code: str,
    name_fr: str,
    name_en: str = "",
    family: Family | None = None,
    rank: int = 1,
    job_class: JobClass | None = None,
    cnp: Sequence[str] = (),
) -> JobProfile:
    """A profile without a version yet: its first draft is to be opened next.

    Raises PermissionDenied, ValidationError (key or code taken, rank taken in its family).
    """
    if not owns_profiles(by):
        raise PermissionDenied
    last = JobProfile.objects.aggregate(last=Max("order"))["last"] or 0
    profile = JobProfile(
        key=key, code=code or None, name_fr=name_fr, name_en=name_en, family=family, rank=rank, job_class=job_class,
        cnp=list(cnp), order=last + 1,
    )  # fmt: skip
    profile.full_clean(exclude=["sort_key"] if code else ["sort_key", "code"])
    profile.save()
    return profile
