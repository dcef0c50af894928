"""Descriptions merged into one reference: the sentences that were ticked go into a draft; its log says whence."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.outbox import publish
from core.rules.text import one_line
from job_profiles.actions import drafting
from job_profiles.actions.drafting import Needed
from job_profiles.actions.profiles import create_profile
from job_profiles.enums import DescriptionState, LogKind
from job_profiles.events import DescriptionsMerged
from job_profiles.models import JobProfile, LocalDescription, LogEntry, ProfileVersion, Requirement
from job_profiles.models.profiles import RESERVED_KEYS
from job_profiles.permissions import can_edit, owns_profiles
from job_profiles.rules.words import same_form
from people.models import Person


@dataclass(frozen=True, kw_only=True)
class Picked:
    """One sentence that goes into the reference, and the description it comes from."""

    article: str
    text: str
    description_id: int


@transaction.atomic
def merge(
    *,
    by: Person,
    descriptions: Sequence[LocalDescription],
    picked: Sequence[Picked],
    levels: Mapping[int, int],
    profile: JobProfile | None,
    new_name: str,
    new_code: str,
    replace: bool,
    at: dt.datetime,
) -> ProfileVersion:
    """Write what was ticked into the draft of `profile`, or of a new one, and tie the descriptions to it.

    `new_name`, `new_code`: of the new one, when `profile` is None. `levels`: competency id → level. `replace`: articles with
    a ticked sentence are written anew, else sentences are added after those that stand.

    Raises PermissionDenied, ValidationError.
    """
    if not owns_profiles(by):
        raise PermissionDenied(_("Seules les personnes responsables des profils réunissent des descriptions."))
    if not picked and not levels:
        raise ValidationError(_("Cochez au moins une phrase ou une compétence à verser dans la référence."))
    target = profile or _new_profile(by, new_name, new_code)
    version = drafting.open_draft(by=by, profile=target, at=at)
    if not can_edit(by, version) or version.rounds.filter(closed_at=None).exists():
        raise ValidationError(
            _("La version en préparation de ce profil est en consultation ou attend une décision. Attendez-en la fin.")
        )
    written = drafting.save_draft(
        by=by, version=version, edit=version.edit, texts=_texts(version, picked, replace),
        requirements=_requirements(version, levels), moves=None, at=at,
    )  # fmt: skip
    numbers = [one.pk for one in descriptions]
    LocalDescription.objects.filter(pk__in=numbers).update(state=DescriptionState.MERGED, profile=target, version=written)
    data = _log(descriptions, picked, replace)
    LogEntry.objects.create(version=written, kind=LogKind.MERGED, data=data, by=by, at=at)
    publish(
        DescriptionsMerged(profile_id=target.pk, version_id=written.pk, description_ids=tuple(numbers), by_id=by.pk, at=at)
    )
    return written


def _new_profile(by: Person, name: str, code: str) -> JobProfile:
    """A profile that nobody reads yet: it has no version but the draft that follows."""
    clean = one_line(name)[:120]
    key = slugify(clean)[:60]
    if not key:
        raise ValidationError(_("Nommez le nouveau profil."))
    if not code.strip():
        raise ValidationError(_("Donnez un code au nouveau profil."))
    if JobProfile.objects.filter(code=code.strip().upper()).exists():
        raise ValidationError(_("Un profil porte déjà ce code. Donnez-en un autre."))
    if key in RESERVED_KEYS or JobProfile.objects.filter(key=key).exists():
        raise ValidationError(_("Un profil porte déjà ce nom. Choisissez-le dans la liste, ou donnez un autre nom."))
    return create_profile(by=by, key=key, code=code.strip().upper(), name_fr=clean)


def _texts(version: ProfileVersion, picked: Iterable[Picked], replace: bool) -> dict[str, str]:
    """The French fields that change. The mission is a paragraph, the others one item a line; nothing stands twice."""
    chosen: dict[str, list[str]] = {}
    for one in picked:
        chosen.setdefault(one.article, []).append(one.text)
    texts = {}
    for article, sentences in chosen.items():
        field = f"{article}_fr"
        standing = [] if replace else [line for line in str(getattr(version, field)).split("\n") if line.strip()]
        if article == "mission":
            texts[field] = " ".join(_once([*standing, *(_sentence(text) for text in sentences)]))
        else:
            texts[field] = "\n".join(_once([*standing, *(_item(text) for text in sentences)]))
    return texts


def _once(lines: Iterable[str]) -> list[str]:
    return list({same_form(line): line for line in reversed(list(lines))}.values())[::-1]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _item(text: str) -> str:
    """An item begins with a capital and ends without a mark."""
    bare = text.rstrip(" ;,")
    bare = bare[:-1] if bare.endswith(".") and bare.count(".") == 1 else bare
    return bare[:1].upper() + bare[1:]


def _requirements(version: ProfileVersion, levels: Mapping[int, int]) -> list[Needed] | None:
    """What the draft asks for already, with the levels that were chosen; None when none was."""
    if not levels:
        return None
    rows = {
        row.competency_id: Needed(
            competency_id=row.competency_id, level=row.level, essential=row.essential, why_fr=row.why_fr, why_en=row.why_en
        )
        for row in Requirement.objects.filter(version=version).order_by("pk")
    }
    for number, level in levels.items():
        old = rows.get(number)
        rows[number] = (
            Needed(competency_id=number, level=level, essential=old.essential, why_fr=old.why_fr, why_en=old.why_en)
            if old
            else Needed(competency_id=number, level=level)
        )
    return list(rows.values())


def _log(descriptions: Sequence[LocalDescription], picked: Iterable[Picked], replace: bool) -> dict[str, object]:
    """For the public log: of each sentence, the ministry that it comes from; of each ministry, how many."""
    acronyms = {one.pk: one.organisation.acronym for one in descriptions}
    return {
        "replace": replace,
        "descriptions": [{"title": one.title, "organisation": one.organisation.acronym} for one in descriptions],
        "sources": [
            {"article": one.article, "text": one.text, "organisation": acronyms.get(one.description_id, "")}
            for one in picked
        ],
    }
