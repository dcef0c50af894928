"""A ministry says how it uses the reference: as it is, with a documented variation, not yet. Earlier words are kept."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.outbox import publish
from job_profiles.enums import AdoptionKind
from job_profiles.events import AdoptionDeclared
from job_profiles.models import Adoption, AdoptionDifference, JobProfile, ProfileVersion
from job_profiles.permissions import may_answer_for
from job_profiles.queries.profiles import standing_versions
from people.models import Organisation, Person


@dataclass(frozen=True, kw_only=True)
class Variation:
    """One difference: the ministry's text of an article, or its level of a competency (None: it does not ask for it)."""

    article: str
    text: str = ""
    competency_id: int | None = None
    level: int | None = None


class AdoptionConflict(Exception):
    """Somebody declared since the form was read; nothing was written. `current`: what stands now."""

    def __init__(self, current: Adoption | None) -> None:
        super().__init__(current.pk if current else None)
        self.current = current


@transaction.atomic
def declare(
    *,
    by: Person,
    organisation: Organisation,
    version: ProfileVersion,
    seen: int | None,
    kind: str,
    since_on: dt.date,
    review_on: dt.date | None,
    justification: str,
    variations: Sequence[Variation],
    at: dt.datetime,
) -> Adoption:
    """The ministry's last word on the profile of this version. `seen`: the id of the word that the form began from.

    Raises PermissionDenied, AdoptionConflict, ValidationError (fields `version`, `justification`, `review_on`, `kind`).
    """
    if not may_answer_for(by, organisation):
        raise PermissionDenied(_("Seule la répondance de ce ministère déclare l’usage qu’il fait de la référence."))
    profile = JobProfile.objects.select_for_update(no_key=True).get(pk=version.profile_id)
    current = Adoption.objects.current().filter(organisation=organisation, profile=profile).first()
    if (current.pk if current else None) != seen:
        raise AdoptionConflict(current)
    _check(version, kind, since_on, review_on, justification, variations)
    if current is not None:
        Adoption.objects.filter(pk=current.pk).update(ended_at=at)
    adoption = Adoption.objects.create(
        organisation=organisation, profile=profile, version=version, kind=kind, justification=justification.strip(),
        since_on=since_on, review_on=review_on, declared_by=by, declared_at=at,
    )  # fmt: skip
    if kind == AdoptionKind.VARIATION:
        AdoptionDifference.objects.bulk_create(
            AdoptionDifference(
                adoption=adoption, article=one.article, text=one.text, competency_id=one.competency_id, level=one.level
            )
            for one in variations
        )
    publish(
        AdoptionDeclared(
            adoption_id=adoption.pk, profile_id=profile.pk, organisation_id=organisation.pk, kind=kind, by_id=by.pk, at=at
        )
    )
    return adoption


def _check(
    version: ProfileVersion,
    kind: str,
    since_on: dt.date,
    review_on: dt.date | None,
    justification: str,
    variations: Sequence[Variation],
) -> None:
    standing = standing_versions([version.profile_id]).get(version.profile_id)
    if standing is None or standing.pk != version.pk:
        raise ValidationError(
            {"__all__": _("Une autre version se lit maintenant. Rechargez la page pour déclarer celle-ci.")}
        )
    if review_on is not None and review_on <= since_on:
        raise ValidationError({"review_on": _("La date de révision suit la date de début.")})
    if kind == AdoptionKind.VARIATION:
        if not justification.strip():
            raise ValidationError({"justification": _("Dites pourquoi le ministère s’écarte de la référence.")})
        if not variations:
            raise ValidationError(
                {"kind": _("Aucun texte ni niveau ne diffère de la référence. Modifiez ce qui diffère, ou choisissez"
                           " «\u00a0telle quelle\u00a0».")}
            )  # fmt: skip
