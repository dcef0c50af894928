"""Letting somebody see items of one's result, one by one, until a date; taking it back.

Never to the line of management, above or below: they may get the talk sheet. The same rule is asked again at each reading
(competencies.queries.estimates.shared_with), so that a line drawn later closes what was opened before.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.models import Estimate
from competencies.permissions import can_receive_levels
from core.outbox import publish
from learning.events import ItemsShared
from learning.models import TalkSheet
from learning.permissions.diagnostics import can_read_own_results, can_receive_sheets
from people.actions import grants
from people.models import Grant, Person
from people.queries.reporting import in_line_of_management


class ShareRefused(Exception):
    """Nothing was shared; the sentence says why. `offer_sheet`: the talk sheet may be shown instead."""

    def __init__(self, sentence: str, *, offer_sheet: bool = False) -> None:
        super().__init__(sentence)
        self.offer_sheet = offer_sheet


@transaction.atomic
def share_items(
    *, by: Person, estimates: Sequence[Estimate], grantee: Person, until: dt.date, at: dt.datetime
) -> list[Grant]:
    """One grant for each estimate; one that exists gets the new date. Raises ShareRefused."""
    _check_own(by, estimates)
    if in_line_of_management(by, grantee, timezone.localdate(at)):
        sentence = _("%(name)s est dans votre ligne hiérarchique\xa0: aucun résultat ne peut lui être montré.")
        raise ShareRefused(sentence % {"name": grantee.name}, offer_sheet=True)
    if not can_receive_levels(grantee, timezone.localdate(at)):
        sentence = _(
            "%(name)s recrute, dirige une équipe sectorielle ou est de l’équipe stratégique\xa0: ces rôles ne reçoivent"
            " aucun résultat de personne."
        )
        raise ShareRefused(sentence % {"name": grantee.name})
    given = [_give(by, grantee, one, item_label(one), until, at) for one in estimates]
    _announce(by, grantee, given, at)
    return given


@transaction.atomic
def show_sheet(*, by: Person, sheet: TalkSheet, grantee: Person, until: dt.date, at: dt.datetime) -> Grant:
    """Show one's talk sheet to a manager or to anybody who does not recruit. Raises ShareRefused."""
    _check_own(by, [sheet])
    if not can_receive_sheets(grantee, timezone.localdate(at)):
        sentence = _("%(name)s recrute\xa0: rien d’un diagnostic ne peut lui être montré.")
        raise ShareRefused(sentence % {"name": grantee.name})
    grant = _give(by, grantee, sheet, sheet_label(sheet), until, at)
    _announce(by, grantee, [grant], at)
    return grant


def take_back(*, by: Person, grants_given: Iterable[Grant], at: dt.datetime) -> None:
    """Close shares at once."""
    with transaction.atomic():
        for grant in grants_given:
            grants.revoke(by=by, grant=grant, at=at)


def item_label(estimate: Estimate) -> str:
    """How the grant, and the log of who looked, name one item. In French, as records are."""
    day = timezone.localdate(estimate.measured_at).isoformat()
    return f"Résultat de diagnostic du {day}\xa0: {estimate.competency.name_fr}"[:200]


def sheet_label(sheet: TalkSheet) -> str:
    return f"Feuille de discussion du {timezone.localdate(sheet.made_at).isoformat()}"


def _check_own(by: Person, things: Sequence[Estimate | TalkSheet]) -> None:
    if any(thing.person_id != by.pk for thing in things):
        raise PermissionDenied
    if not can_read_own_results(by):
        raise ShareRefused(_("Le diagnostic est désactivé\xa0: rien ne se partage tant qu’il l’est."))


def _give(by: Person, grantee: Person, target: Estimate | TalkSheet, label: str, until: dt.date, at: dt.datetime) -> Grant:
    try:
        return grants.give(person=by, grantee=grantee, target=target, label=label, until=until, at=at)
    except grants.GrantRefused as refusal:
        raise ShareRefused(str(refusal.sentence)) from refusal


def _announce(by: Person, grantee: Person, given: Sequence[Grant], at: dt.datetime) -> None:
    publish(ItemsShared(person_id=by.pk, grantee_id=grantee.pk, grant_ids=[grant.pk for grant in given], at=at))
