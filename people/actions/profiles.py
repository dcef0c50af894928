"""A member's own profile: what colleagues see, part by part."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import markdown
from core.outbox import publish
from people.actions.photos import remove_photo, set_photo
from people.enums import PartVisibility
from people.events import PersonChanged
from people.models import Absence, OnboardingStep, Organisation, Person, ProfileLink, Team
from people.permissions import may_edit_profile
from people.queries.registries import ProfilePart

WORDS = ("given_name", "family_name", "pronouns", "role_title", "bio")
LISTS = ("ask_me_about", "languages", "working_days")


class ProfileRefused(Exception):
    """Nothing is changed; the message is for the person, `field` names what to mend."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class AbsenceWish:
    """An absence as the member states it; both days included."""

    starts_on: dt.date
    ends_on: dt.date
    stand_in: Person | None = None
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class ProfileWish:
    """What the member wants the profile to be. `values` holds fields of Person; what is None below stays as it is."""

    values: dict[str, Any] = field(default_factory=dict)
    assignment: Organisation | None = None
    team_name: str | None = None
    links: list[tuple[str, str]] | None = None
    absences: list[AbsenceWish] | None = None
    visibility: dict[str, str] = field(default_factory=dict)
    photo: UploadedFile | None = None
    remove_photo: bool = False


@transaction.atomic
def update_profile(
    *,
    person: Person,
    wish: ProfileWish,
    by: Person,
    at: dt.datetime,
    parts: Iterable[tuple[ProfilePart, dict[str, Any]]] = (),
) -> None:
    """Save the profile wholly or not at all; `parts` belong to apps above, each with its cleaned values.

    Raises PermissionDenied, core.files.UploadRefused for the photo, ProfileRefused with a sentence.
    """
    if not may_edit_profile(by, person):
        raise PermissionDenied
    _set_values(person, wish)
    _set_place(person, wish)
    if wish.links is not None:
        _replace_links(person, wish.links)
    if wish.absences is not None:
        _replace_absences(person, wish.absences, on=timezone.localdate(at))
    if wish.photo is not None:
        set_photo(person=person, upload=wish.photo, by=by, at=at)
    elif wish.remove_photo:
        remove_photo(person=person, by=by, at=at)
    _mark_photo(person)
    for part, cleaned in parts:
        part.save(person, cleaned, by, at)
    publish(PersonChanged(person_id=person.pk, at=at))


def _set_values(person: Person, wish: ProfileWish) -> None:
    for name in (*WORDS, *LISTS):
        if name in wish.values:
            setattr(person, name, wish.values[name])
    if "bio" in wish.values:
        person.bio_html = markdown.render(person.bio)
    known = {value.value for value in PartVisibility}
    kept = {part: chosen for part, chosen in wish.visibility.items() if chosen in known}
    person.visibility = {**person.visibility, **kept}


def _set_place(person: Person, wish: ProfileWish) -> None:
    """Where the person works today, and the team there: an assignment equal to the employer is none."""
    if wish.team_name is not None:
        person.assignment = None if wish.assignment == person.organisation else wish.assignment
        name = " ".join(wish.team_name.split())[:200]
        place = person.assignment or person.organisation
        person.team = Team.objects.get_or_create(organisation=place, name=name)[0] if name else None
    person.save()


def _replace_links(person: Person, links: list[tuple[str, str]]) -> None:
    ProfileLink.objects.filter(person=person).delete()
    ProfileLink.objects.bulk_create(
        ProfileLink(person=person, label=label, url=url, position=place) for place, (label, url) in enumerate(links)
    )


def _replace_absences(person: Person, wishes: list[AbsenceWish], on: dt.date) -> None:
    """The absences to come are exactly these; those that are over stay as they were."""
    wishes = sorted(wishes, key=lambda wish: wish.starts_on)
    for one, other in zip(wishes, wishes[1:], strict=False):
        if other.starts_on <= one.ends_on:
            raise ProfileRefused(_("Deux absences se chevauchent\u00a0: réunissez-les en une seule."), "absences")
    Absence.objects.filter(person=person, ends_on__gte=on).delete()
    Absence.objects.bulk_create(
        Absence(person=person, starts_on=wish.starts_on, ends_on=wish.ends_on, stand_in=wish.stand_in, message=wish.message)
        for wish in wishes
    )


def _mark_photo(person: Person) -> None:
    """Browsers keep a photo by its address: another circle of viewers gives another address."""
    if not person.photo_path:
        return
    base = person.photo_path.partition("&")[0]
    chosen = person.part_visibility("photo")
    path = base if chosen == PartVisibility.NETWORK else f"{base}&v{chosen[:1]}"
    if path != person.photo_path:
        person.photo_path = path
        person.save(update_fields=["photo_path"])


@transaction.atomic
def settle_step(*, person: Person, step: str, skipped: bool, at: dt.datetime) -> None:
    """A step of the first visit is done or put aside: it is not asked again. Doing it later replaces having skipped it."""
    row, created = OnboardingStep.objects.get_or_create(person=person, step=step, defaults={"skipped": skipped, "at": at})
    if not created and row.skipped and not skipped:
        row.skipped, row.at = False, at
        row.save(update_fields=["skipped", "at"])
