"""Drafts of profile versions: opened from what is read today, saved without overwriting anybody, thrown away."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from competencies.queries.frameworks import current_framework
from core.outbox import publish
from job_profiles.actions.loading import FrameworkMissing
from job_profiles.enums import ChangeState, DescriptionState, LogKind, VersionState
from job_profiles.events import DraftOpened, VersionRetired
from job_profiles.models import (
    CareerMove,
    ChangeProposal,
    JobProfile,
    LocalDescription,
    LogEntry,
    ProfileVersion,
    Requirement,
)
from job_profiles.models.versions import IN_THE_MAKING, TEXTS
from job_profiles.permissions import can_edit, owns_profiles
from job_profiles.queries.profiles import standing_versions
from people.models import Person

FIELDS = tuple(f"{name}_{language}" for name in (*TEXTS, "change_note") for language in ("fr", "en"))


@dataclass(frozen=True, kw_only=True)
class Needed:
    """One required competency, as it is to stand in a version."""

    competency_id: int
    level: int
    essential: bool = True
    why_fr: str = ""
    why_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One career move, as it is to stand in a version."""

    to_id: int
    note_fr: str = ""
    note_en: str = ""


class EditConflict(Exception):
    """Somebody saved since that edit was read. `version`: as it stands now; nothing was written."""

    def __init__(self, version: ProfileVersion) -> None:
        super().__init__(version.pk)
        self.version = version


@transaction.atomic
def open_draft(
    *, by: Person, profile: JobProfile, at: dt.datetime, based_on: ProfileVersion | None = None
) -> ProfileVersion:
    """The version in the making of that profile: the one there is, else a copy of `based_on` (by default what is read today:
    in force, else proposed), empty for a new profile. Accepted proposals of change that wait go along.

    Raises PermissionDenied, FrameworkMissing.
    """
    if not owns_profiles(by):
        raise PermissionDenied(_("Seules les personnes responsables des profils ouvrent une ébauche."))
    JobProfile.objects.select_for_update().only("pk").get(pk=profile.pk)
    under_way = ProfileVersion.objects.filter(profile=profile, state__in=IN_THE_MAKING).first()
    if under_way is not None:
        return under_way
    framework = current_framework()
    if framework is None:
        raise FrameworkMissing
    source = based_on or standing_versions([profile.pk]).get(profile.pk)
    last = ProfileVersion.objects.filter(profile=profile).aggregate(last=Max("number"))["last"] or 0
    version = ProfileVersion.objects.create(
        profile=profile, number=last + 1, framework=framework, based_on=source, drafted_by=by, edited_by=by, edited_at=at,
        created_at=at, **_copied(source, profile),
    )  # fmt: skip
    if source is not None:
        _copy_parts(source, version)
    waiting = ChangeProposal.objects.filter(version__profile=profile, state=ChangeState.ACCEPTED, carried_to=None)
    waiting.update(carried_to=version)
    data = {"based_on": source.number} if source else {}
    LogEntry.objects.create(version=version, kind=LogKind.DRAFTED, data=data, by=by, at=at)
    publish(DraftOpened(profile_id=profile.pk, version_id=version.pk, by_id=by.pk, at=at))
    return version


def _copied(source: ProfileVersion | None, profile: JobProfile) -> dict[str, str]:
    """Texts of the source; what changes is to be said anew."""
    if source is None:
        return {"title_fr": profile.name_fr, "title_en": profile.name_en}
    texts = {name: getattr(source, name) for name in FIELDS if not name.startswith("change_note")}
    texts["title_fr"] = texts["title_fr"] or profile.name_fr
    texts["title_en"] = texts["title_en"] or profile.name_en
    return texts | {"language": source.language}


def _copy_parts(source: ProfileVersion, version: ProfileVersion) -> None:
    needed, moves = list(Requirement.objects.filter(version=source)), list(CareerMove.objects.filter(version=source))
    for one in needed:
        one.pk, one.version = None, version
    for move in moves:
        move.pk, move.version = None, version
    Requirement.objects.bulk_create(needed)
    CareerMove.objects.bulk_create(moves)


@transaction.atomic
def save_draft(
    *,
    by: Person,
    version: ProfileVersion,
    edit: int,
    texts: Mapping[str, str],
    requirements: Sequence[Needed] | None,
    moves: Sequence[Move] | None,
    at: dt.datetime,
) -> ProfileVersion:
    """Write what is given: texts by field name (`mission_fr`…; others stay), and, unless None, every requirement and move.

    `edit`: the edit that one began from. Saved by somebody else meanwhile: EditConflict, nothing written. What changes
    nothing makes no new edit. Raises PermissionDenied (also while a round is open), ValidationError.
    """
    locked = ProfileVersion.objects.select_for_update(of=("self",)).select_related("profile", "edited_by").get(pk=version.pk)
    if not can_edit(by, locked) or locked.rounds.filter(closed_at=None).exists():
        raise PermissionDenied(_("Le texte de cette version ne se modifie pas en ce moment."))
    if locked.edit != edit:
        raise EditConflict(locked)
    _check(locked, requirements, moves)
    changed = _write_texts(locked, texts)
    if requirements is not None:
        changed |= _write_requirements(locked, requirements)
    if moves is not None:
        changed |= _write_moves(locked, moves)
    if changed:
        locked.edit, locked.edited_by, locked.edited_at = edit + 1, by, at
        locked.save()
    return locked


def _check(version: ProfileVersion, requirements: Iterable[Needed] | None, moves: Iterable[Move] | None) -> None:
    asked = [one.competency_id for one in requirements or ()]
    if len(asked) != len(set(asked)):
        raise ValidationError({"requirements": _("Une compétence ne figure qu’une fois dans un profil.")})
    if any(not 1 <= one.level <= 4 for one in requirements or ()):
        raise ValidationError({"requirements": _("Choisissez un niveau de 1 à 4.")})
    ways = [one.to_id for one in moves or ()]
    if len(ways) != len(set(ways)):
        raise ValidationError({"moves": _("Un profil ne figure qu’une fois parmi les mobilités.")})
    if version.profile_id in ways:
        raise ValidationError({"moves": _("Une mobilité mène à un autre profil.")})


def _write_texts(version: ProfileVersion, texts: Mapping[str, str]) -> bool:
    changed = False
    for name, text in texts.items():
        if name not in FIELDS:
            raise ValueError(name)
        plain = text.replace("\r\n", "\n").replace("\x00", "").strip()
        if getattr(version, name) != plain:
            setattr(version, name, plain)
            changed = True
    return changed


def _write_requirements(version: ProfileVersion, requirements: Iterable[Needed]) -> bool:
    known = {row.competency_id: row for row in Requirement.objects.filter(version=version)}
    changed = False
    for one in requirements:
        values = {"level": one.level, "essential": one.essential, "why_fr": one.why_fr, "why_en": one.why_en}
        row = known.pop(one.competency_id, None)
        if row is None:
            Requirement.objects.create(version=version, competency_id=one.competency_id, **values)
            changed = True
        elif any(getattr(row, name) != value for name, value in values.items()):
            Requirement.objects.filter(pk=row.pk).update(**values)
            changed = True
    if known:
        Requirement.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    return changed or bool(known)


def _write_moves(version: ProfileVersion, moves: Iterable[Move]) -> bool:
    known = {row.to_id: row for row in CareerMove.objects.filter(version=version)}
    changed = False
    for one in moves:
        row = known.pop(one.to_id, None)
        if row is None:
            CareerMove.objects.create(version=version, to_id=one.to_id, note_fr=one.note_fr, note_en=one.note_en)
            changed = True
        elif (row.note_fr, row.note_en) != (one.note_fr, one.note_en):
            CareerMove.objects.filter(pk=row.pk).update(note_fr=one.note_fr, note_en=one.note_en)
            changed = True
    if known:
        CareerMove.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    return changed or bool(known)


@transaction.atomic
def throw_away(*, by: Person, version: ProfileVersion, reason: str = "", at: dt.datetime) -> bool:
    """A draft that nobody was consulted on goes without a trace (True); ministries' descriptions that were merged into it
    wait again. One that was in consultation is retired instead,
    with its answers and its log (False): ministries wrote in it. Raises PermissionDenied.
    """
    locked = ProfileVersion.objects.select_for_update(of=("self",)).select_related("profile").get(pk=version.pk)
    if not can_edit(by, locked) or locked.rounds.filter(closed_at=None).exists():
        raise PermissionDenied(_("Cette version ne se jette pas en ce moment."))
    if not locked.rounds.exists():
        ChangeProposal.objects.filter(carried_to=locked).update(carried_to=None)
        merged = LocalDescription.objects.filter(version=locked)
        merged.update(state=DescriptionState.NEW, version=None, profile=None)
        locked.delete()
        return True
    if locked.state == VersionState.CONSULTATION:
        locked.state = VersionState.DRAFT
        locked.save(update_fields=["state"])
    locked.state = VersionState.RETIRED
    locked.save(update_fields=["state"])
    ChangeProposal.objects.filter(carried_to=locked).update(carried_to=None)
    LogEntry.objects.create(version=locked, kind=LogKind.RETIRED, note=reason, by=by, at=at)
    publish(VersionRetired(profile_id=locked.profile_id, version_id=locked.pk, by_id=by.pk, at=at))
    return False
