"""Somebody leaves the network: their access ends at once; what they wrote for work stays, under their name.

Erasing what is private is another thing, and theirs to ask (`erasure`).
"""

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.outbox import publish
from people.actions.roles import end_role
from people.enums import PersonStatus
from people.events import PersonJoined, PersonLeft
from people.models import Person, User
from people.permissions import may_administer
from people.queries import traces
from people.queries.roles import roles_of_all_time


class DepartureRefused(Exception):
    """Not this person; the message says what to do."""


@transaction.atomic
def end_access(*, person: Person, by: Person, at: dt.datetime) -> bool:
    """The account is closed, every session of it ends, roles end today; False for who had left already.

    What follows (spaces, places at events, pages that are open) is theirs who hear `PersonLeft`. Raises PermissionDenied,
    DepartureRefused for oneself, RoleRefused for the last administrator.
    """
    if not may_administer(by):
        raise PermissionDenied
    if person.pk == by.pk:
        raise DepartureRefused(_("Vous ne pouvez pas mettre fin à votre propre accès. Demandez-le à une autre personne."))
    locked = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if locked.status != PersonStatus.ACTIVE:
        return False
    today = timezone.localdate(at)
    for held in roles_of_all_time(locked):
        if held.to_on is None or held.to_on >= today:
            end_role(held=held, by=by, at=at, on=today)
    Person.objects.filter(pk=locked.pk).update(status=PersonStatus.LEFT, left_at=at)
    _close(locked.user)
    publish(PersonLeft(person_id=locked.pk, at=at))
    return True


@transaction.atomic
def give_access_back(*, person: Person, by: Person, at: dt.datetime) -> bool:
    """A departure by mistake, or a return: the account opens again, without roles, spaces or places. False for a member, and
    for who was erased: nothing is left to open."""
    if not may_administer(by):
        raise PermissionDenied
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.status == PersonStatus.ACTIVE or locked.user_id is None:
        return False
    Person.objects.filter(pk=locked.pk).update(status=PersonStatus.ACTIVE, left_at=None)
    User.objects.filter(pk=locked.user_id).update(is_active=True)
    publish(PersonJoined(person_id=locked.pk, organisation_id=locked.organisation_id, at=at))
    return True


def _close(user: User | None) -> None:
    """Whoever is signed in somewhere is out at the next click."""
    if user is None:
        return
    User.objects.filter(pk=user.pk).update(is_active=False)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in traces.session_keys(user):
        store(key).delete()
