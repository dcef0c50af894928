"""Profiles themselves, and who holds which."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.outbox import publish
from job_profiles.events import HoldingChanged, ProfileChanged
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


@transaction.atomic
def give_up_holding(*, person: Person, profile: JobProfile, on: dt.date, by: Person | None, at: dt.datetime) -> None:
    """From that day on the person no longer holds this profile; another one, chosen meanwhile, stays. Raises
    PermissionDenied for somebody else."""
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    if Holding.objects.filter(person=person, profile=profile, to_on=None).exists():
        set_holding(person=person, profile=None, on=on, by=by, at=at)


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
    _check_rank(profile)
    profile.full_clean(exclude=["sort_key"] if code else ["sort_key", "code"])
    profile.save()
    return profile


def _check_rank(profile: JobProfile) -> None:
    if profile.family is None:
        return
    same = JobProfile.objects.filter(family=profile.family, rank=profile.rank).exclude(pk=profile.pk).first()
    if same is not None:
        words = _("Le profil «\xa0%(name)s\xa0» a déjà ce rang dans cette famille. Choisissez-en un autre.")
        raise ValidationError({"rank": words % {"name": same.name}})


@transaction.atomic
def edit_profile(
    *,
    by: Person,
    profile: JobProfile,
    code: str,
    name_fr: str,
    name_en: str = "",
    family: Family | None = None,
    rank: int = 1,
    job_class: JobClass | None = None,
    cnp: Sequence[str] = (),
    at: dt.datetime,
) -> JobProfile:
    """Correct what stays the same through all versions; the key never changes. Raises PermissionDenied, ValidationError."""
    if not owns_profiles(by):
        raise PermissionDenied
    held = JobProfile.objects.select_for_update().get(pk=profile.pk)
    held.code, held.name_fr, held.name_en = code or None, name_fr, name_en
    held.family, held.rank, held.job_class, held.cnp = family, rank, job_class, list(cnp)
    _check_rank(held)
    held.full_clean(exclude=["sort_key", "key", *([] if code else ["code"])])
    held.save()
    publish(ProfileChanged(profile_id=held.pk, by_id=by.pk, at=at))
    return held
