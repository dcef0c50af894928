"""Roles: given and ended by administrators, with a scope and dates. Each change leaves a row of history (triggers)."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.outbox import publish
from people.enums import PersonStatus, RoleKind
from people.events import RoleEnded, RoleGiven
from people.models import Organisation, Person, RoleHeld, User
from people.permissions import forget_roles, may_give_roles

NETWORK_ONLY = frozenset({RoleKind.ADMINISTRATOR, RoleKind.STRATEGIC_TEAM})


class RoleRefused(Exception):
    """The role is not given or ended; the message is for the person, `field` names what to mend."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: RoleKind | str,
    by: Person | None,
    at: dt.datetime,
    from_on: dt.date,
    organisation: Organisation | None = None,
    to_on: dt.date | None = None,
) -> RoleHeld:
    """Give a role for an organisation, or for the whole network. `by` is None for the installation itself (commands).

    Raises PermissionDenied for who is no administrator, RoleRefused with a sentence otherwise.
    """
    if by is not None and not may_give_roles(by):
        raise PermissionDenied
    person = Person.objects.select_for_update().get(pk=person.pk)
    kind = RoleKind(role)
    if person.status != PersonStatus.ACTIVE:
        raise RoleRefused(_("Cette personne a quitté le réseau\u00a0: aucun rôle ne peut lui être confié."))
    if to_on is not None and to_on < from_on:
        raise RoleRefused(_("La fin précède le début. Choisissez une date de fin plus tardive."), "to_on")
    if organisation is not None and kind in NETWORK_ONLY:
        raise RoleRefused(_("Ce rôle vaut pour tout le réseau\u00a0: laissez la portée vide."), "organisation")
    _refuse_overlap(person, kind, organisation, from_on, to_on)
    held = RoleHeld.objects.create(
        person=person, role=kind, organisation=organisation, from_on=from_on, to_on=to_on, given_by=by
    )
    align_administration(person=person, on=timezone.localdate(at))
    publish(
        RoleGiven(
            role_held_id=held.pk,
            person_id=person.pk,
            role=kind.value,
            organisation_id=held.organisation_id,
            by_id=by.pk if by else 0,
            at=at,
        )
    )
    return held


def _refuse_overlap(
    person: Person, kind: RoleKind, organisation: Organisation | None, from_on: dt.date, to_on: dt.date | None
) -> None:
    same = RoleHeld.objects.filter(person=person, role=kind, organisation=organisation)
    if organisation is None:
        same = RoleHeld.objects.filter(person=person, role=kind, organisation__isnull=True)
    overlapping = same.filter(Q(to_on=None) | Q(to_on__gte=from_on))
    if to_on is not None:
        overlapping = overlapping.filter(from_on__lte=to_on)
    if overlapping.exists():
        raise RoleRefused(
            _("Cette personne a déjà ce rôle, avec cette portée, à ces dates. Mettez fin à l’ancien d’abord."), "role"
        )


@transaction.atomic
def end_role(*, held: RoleHeld, by: Person | None, at: dt.datetime, on: dt.date) -> RoleHeld:
    """The role ends: `on` is its last day. A role that had not begun by then is taken back wholly.

    Raises PermissionDenied, or RoleRefused for the last administrator.
    """
    if by is not None and not may_give_roles(by):
        raise PermissionDenied
    held = RoleHeld.objects.select_for_update().select_related("person").get(pk=held.pk)
    if held.role == RoleKind.ADMINISTRATOR and not _another_administrator(held, on):
        raise RoleRefused(
            _("C’est la dernière personne qui administre le réseau. Confiez d’abord ce rôle à quelqu’un d’autre.")
        )
    event = RoleEnded(
        role_held_id=held.pk,
        person_id=held.person_id,
        role=held.role,
        organisation_id=held.organisation_id,
        by_id=by.pk if by else 0,
        at=at,
    )
    if held.from_on > on:
        held.delete()
    else:
        held.to_on = on
        held.save(update_fields=["to_on"])
    align_administration(person=held.person, on=timezone.localdate(at))
    publish(event)
    return held


def _another_administrator(held: RoleHeld, on: dt.date) -> bool:
    """Whether somebody else administers after that day. The rows are locked: two ends at once cannot leave nobody."""
    others = RoleHeld.objects.select_for_update().filter(role=RoleKind.ADMINISTRATOR).exclude(person=held.person_id)
    return any(
        other.to_on is None and other.from_on <= on + dt.timedelta(days=1)
        for other in others.filter(person__status=PersonStatus.ACTIVE)
    )


def align_administration(*, person: Person, on: dt.date) -> bool:
    """The account of an administrator opens /cms/ while the role is in force, and no longer; True when that changed.

    Accounts without a person (the installation's own) are left alone.
    """
    forget_roles(person)
    if person.user_id is None:
        return False
    administers = RoleHeld.objects.filter(person=person, role=RoleKind.ADMINISTRATOR).on(on).exists()
    changed = User.objects.filter(pk=person.user_id).exclude(is_staff=administers, is_superuser=administers)
    return bool(changed.update(is_staff=administers, is_superuser=administers))


def align_everybody(*, on: dt.date) -> int:
    """Follow the roles that began or ended by date alone; returns how many accounts changed. Run once a day."""
    today = RoleHeld.objects.filter(role=RoleKind.ADMINISTRATOR).on(on).values("person__user")
    people = User.objects.filter(person__isnull=False)
    ended = people.filter(is_superuser=True).exclude(pk__in=today)
    begun = people.filter(is_superuser=False, pk__in=today, person__status=PersonStatus.ACTIVE)
    return ended.update(is_staff=False, is_superuser=False) + begun.update(is_staff=True, is_superuser=True)
