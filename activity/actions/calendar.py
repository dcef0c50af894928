"""The secret address of a member's calendar: made, renewed, revoked."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activity.models import CalendarToken
from activity.queries.calendar import digest_of
from people.models import Person

TOKEN_BYTES = 32


class AddressChanged(ValidationError):
    """The address that was to be replaced is not the living one any more (the form was sent twice, or elsewhere)."""

    def __init__(self) -> None:
        super().__init__(_("Votre adresse a changé entre-temps\xa0: la dernière reçue reste la bonne. Rien n’a été refait."))


@transaction.atomic
def create_address(*, by: Person, replaces: int | None, at: dt.datetime) -> str:
    """A new token (256 random bits, URL-safe), given once and never again: only its digest is kept. The old one is closed.

    `replaces`: the living token that the person saw, None when there was none. Raises AddressChanged when another one lives.
    """
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    living = CalendarToken.objects.filter(person=by, revoked_at=None).first()
    if (living.pk if living else None) != replaces:
        raise AddressChanged
    if living is not None:
        _revoke(living, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarToken.objects.create(person=by, digest=digest_of(token), created_at=at)
    return token


@transaction.atomic
def revoke_address(*, by: Person, at: dt.datetime) -> bool:
    """Close the address; True when there was one."""
    rows = CalendarToken.objects.select_for_update().filter(person=by, revoked_at=None)
    for token in rows:
        _revoke(token, at=at)
    return bool(rows)


def _revoke(token: CalendarToken, *, at: dt.datetime) -> None:
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
