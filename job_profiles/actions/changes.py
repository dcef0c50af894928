"""« Proposer une modification » : by any member, answered by the owner, taken back by its author."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.outbox import publish
from job_profiles.enums import Article, ChangeState
from job_profiles.events import ChangeAnswered, ChangeProposed
from job_profiles.models import ChangeProposal, ProfileVersion
from job_profiles.models.versions import IN_THE_MAKING, PUBLIC
from job_profiles.permissions import owns_profiles
from people.models import Person

LONGEST = 4000


@transaction.atomic
def propose(*, by: Person, version: ProfileVersion, article: str, body: str, reason: str, at: dt.datetime) -> ChangeProposal:
    """Ask for a change of one article of a version that one reads. Raises PermissionDenied, ValidationError."""
    if not by.is_active or version.state not in PUBLIC:
        raise PermissionDenied(_("Cette version ne se discute pas."))
    if article not in Article.values:
        raise ValidationError({"article": _("Choisissez un article.")})
    if not body.strip():
        raise ValidationError({"body": _("Dites ce que vous changeriez.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi\xa0: c’est ce qui aide à trancher.")})
    change = ChangeProposal.objects.create(
        version=version, article=article, author=by, body=body.strip()[:LONGEST], reason=reason.strip()[:LONGEST],
        created_at=at,
    )  # fmt: skip
    publish(ChangeProposed(change_id=change.pk, profile_id=version.profile_id, by_id=by.pk, at=at))
    return change


def _open(change: ChangeProposal) -> ChangeProposal:
    held = ChangeProposal.objects.select_for_update(of=("self",)).select_related("version")
    one = held.get(pk=change.pk)
    if one.state != ChangeState.OPEN:
        raise PermissionDenied(_("Cette proposition a déjà reçu une réponse, ou elle est retirée."))
    return one


@transaction.atomic
def answer_change(*, by: Person, change: ChangeProposal, accept: bool, answer: str, at: dt.datetime) -> ChangeProposal:
    """Keep it, as a remark beside its article in the draft (the one there is, or the next), or decline it; with an answer.

    Raises PermissionDenied, ValidationError.
    """
    if not owns_profiles(by):
        raise PermissionDenied(_("Seules les personnes responsables des profils répondent aux propositions."))
    one = _open(change)
    if not answer.strip():
        raise ValidationError({"answer": _("Écrivez votre réponse\xa0: la personne qui propose la lira.")})
    one.state = ChangeState.ACCEPTED if accept else ChangeState.DECLINED
    one.answer, one.answered_by, one.answered_at = answer.strip()[:LONGEST], by, at
    if accept:
        under_way = ProfileVersion.objects.filter(profile=one.version.profile_id, state__in=IN_THE_MAKING)
        one.carried_to = under_way.first()
    one.save()
    publish(ChangeAnswered(change_id=one.pk, profile_id=one.version.profile_id, accepted=accept, by_id=by.pk, at=at))
    return one


@transaction.atomic
def withdraw_change(*, by: Person, change: ChangeProposal, at: dt.datetime) -> None:
    """Its author takes it back while nobody answered. Raises PermissionDenied."""
    one = _open(change)
    if one.author_id != by.pk:
        raise PermissionDenied(_("On ne retire que ses propres propositions."))
    one.state, one.answered_at = ChangeState.WITHDRAWN, at
    one.save(update_fields=["state", "answered_at"])
