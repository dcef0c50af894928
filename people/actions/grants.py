"""Letting one other member see one thing, until a date; taking it back at any time."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.outbox import publish
from people.events import GrantEnded
from people.models import Grant, Person

LONGEST = dt.timedelta(days=366)


class GrantRefused(Exception):
    """The grant was not made; the sentence says why."""

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def give(*, person: Person, grantee: Person, target: Model, label: str, until: dt.date, at: dt.datetime) -> Grant:
    """`person` lets `grantee` see `target`. What may be shown to whom is checked by the app that owns the target."""
    today = timezone.localdate(at)
    if grantee.pk == person.pk:
        raise GrantRefused(_("On ne partage pas avec soi-même."))
    if not grantee.is_active:
        raise GrantRefused(_("Cette personne n’est plus membre du réseau."))
    if not today <= until <= today + LONGEST:
        raise GrantRefused(_("Choisissez une date de fin d’ici un an."))
    kind = ContentType.objects.get_for_model(target)
    same = Grant.objects.filter(person=person, grantee=grantee, content_type=kind, object_id=target.pk, revoked_at=None)
    same.update(revoked_at=at)
    return Grant.objects.create(
        person=person, grantee=grantee, content_type=kind, object_id=target.pk, label=label[:200], created_at=at, until=until
    )


@transaction.atomic
def revoke(*, by: Person, grant: Grant, at: dt.datetime) -> None:
    """Only who gave may take back; nothing happens to a grant that is closed already."""
    if Grant.objects.filter(pk=grant.pk, person=by, revoked_at=None).update(revoked_at=at):
        publish(GrantEnded(grant_id=grant.pk, person_id=by.pk, grantee_id=grant.grantee_id, at=at))


def forget_targets(targets: QuerySet[Any]) -> int:
    """What was granted on rows that are about to go, goes first: no list names what is not there any more."""
    kind = ContentType.objects.get_for_model(targets.model)
    return Grant.objects.filter(content_type=kind, object_id__in=list(targets.values_list("pk", flat=True))).delete()[0]
