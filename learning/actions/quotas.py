"""How many seats of a session the people of a ministry get before the others had their turn."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.actions import seats
from learning.models import Quota, Session
from learning.permissions.sessions import can_set_quota
from people.models import Organisation, Person


@transaction.atomic
def set_quota(*, by: Person, session: Session, organisation: Organisation, number: int | None, at: dt.datetime) -> None:
    """At most so many; None: no quota. Seats held already stay; free ones go to who may have them now.

    Raises PermissionDenied, ValidationError.
    """
    if not can_set_quota(by, organisation.pk):
        raise PermissionDenied
    one = seats.lock_session(session)
    if not one.is_open or one.starts_at <= at:
        raise ValidationError(_("La séance a commencé ou n’a plus lieu\xa0: ses quotas ne changent plus."))
    if number is not None and not 0 <= number <= one.seats:
        raise ValidationError({"seats": _("Indiquez de 0 à %(seats)d places, ou laissez vide.") % {"seats": one.seats}})
    rows = Quota.objects.filter(session=one, organisation=organisation)
    if number is None:
        rows.delete()
    else:
        Quota.objects.update_or_create(session=one, organisation=organisation, defaults={"seats": number})
    seats.count(one)
    seats.promote(one, at=at)
