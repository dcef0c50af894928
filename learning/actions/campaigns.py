"""Campaigns as their lead makes them: written, programmed, extended, ended. What time does to them: campaign_dates.py."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.queries.bank import bank_in_force
from job_profiles.models import JobProfile
from learning.actions.campaign_dates import close_campaign, open_campaign
from learning.enums import CampaignState
from learning.models import Campaign
from learning.permissions.campaigns import can_lead, may_lead_for
from learning.queries import campaigns as queries
from learning.rules.campaigns import LONGEST, SHORTEST, SMALLEST
from people.models import Organisation, Person


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a lead decides. `organisations` and `profiles` narrow the population; none: everybody."""

    name_fr: str
    opens_on: dt.date
    closes_on: dt.date
    name_en: str = ""
    invitation_fr: str = ""
    invitation_en: str = ""
    organisations: Collection[Organisation] = ()
    profiles: Collection[JobProfile] = ()


@transaction.atomic
def create_campaign(*, by: Person, organisation: Organisation | None, plan: Plan, at: dt.datetime) -> Campaign:
    """A draft: nobody is invited. `organisation` None: the government's. Raises PermissionDenied, ValidationError."""
    if not may_lead_for(by, organisation.pk if organisation else None):
        raise PermissionDenied
    campaign = Campaign(organisation=organisation, created_by=by, created_at=at)
    _write(campaign, plan, at)
    return campaign


@transaction.atomic
def edit_campaign(*, by: Person, campaign: Campaign, edit: int, plan: Plan, at: dt.datetime) -> Campaign:
    """A draft alone changes; one that was programmed is so no longer. `edit`: which version of the draft was on the screen.

    Raises PermissionDenied, ValidationError.
    """
    one = _led(by, campaign, CampaignState.DRAFT)
    if one.edit != edit:
        raise ValidationError(_("La campagne a changé depuis que vous avez ouvert cette page. Relisez-la."))
    one.edit += 1
    one.scheduled_at = None
    _write(one, plan, at)
    return one


def _write(campaign: Campaign, plan: Plan, at: dt.datetime) -> None:
    errors: dict[str, str] = {}
    if not plan.name_fr.strip():
        errors["name_fr"] = _("Donnez un nom à la campagne.")
    if plan.opens_on < timezone.localdate(at):
        errors["opens_on"] = _("Choisissez aujourd’hui ou un jour à venir.")
    if not SHORTEST <= plan.closes_on - plan.opens_on <= LONGEST:
        errors["closes_on"] = _("Une campagne dure d’une semaine à six mois.")
    if campaign.organisation_id is not None and plan.organisations:
        errors["organisations"] = _("Cette campagne est celle d’une seule organisation.")
    if errors:
        raise ValidationError(errors)
    for name in ("name_fr", "name_en", "invitation_fr", "invitation_en"):
        setattr(campaign, name, getattr(plan, name).strip())
    campaign.opens_on, campaign.closes_on = plan.opens_on, plan.closes_on
    campaign.save()
    campaign.organisations.set(plan.organisations)
    campaign.profiles.set(plan.profiles)


@transaction.atomic
def schedule_campaign(*, by: Person, campaign: Campaign, at: dt.datetime) -> Campaign:
    """It opens by itself on its first day, today if that is today or past. Raises PermissionDenied, ValidationError."""
    one = _led(by, campaign, CampaignState.DRAFT)
    _check_ready(one)
    if one.opens_on <= timezone.localdate(at):
        open_campaign(one, at=at)
    elif one.scheduled_at is None:
        one.scheduled_at = at
        one.save(update_fields=["scheduled_at"])
    return one


def _check_ready(campaign: Campaign) -> None:
    """What would make it a campaign from which nothing could be learnt."""
    missing = []
    if bank_in_force() is None:
        missing.append(_("Aucune banque d’énoncés n’est en vigueur."))
    if not campaign.invitation_fr:
        missing.append(_("Écrivez le texte d’invitation."))
    if queries.population_of(campaign).count() < SMALLEST:
        missing.append(_("Moins de 10 personnes seraient invitées\xa0: rien ne pourrait en être publié."))
    if not queries.versions_to_freeze(campaign):
        missing.append(_("Aucun de ces profils n’a de version en vigueur ou proposée."))
    if missing:
        raise ValidationError(missing)


@transaction.atomic
def unschedule_campaign(*, by: Person, campaign: Campaign, at: dt.datetime) -> None:
    """Back to a plain draft, while nobody was invited yet. Raises PermissionDenied."""
    one = _led(by, campaign, CampaignState.DRAFT)
    one.scheduled_at = None
    one.save(update_fields=["scheduled_at"])


@transaction.atomic
def extend_campaign(*, by: Person, campaign: Campaign, closes_on: dt.date, at: dt.datetime) -> None:
    """Another last day, later than the one announced. Raises PermissionDenied, ValidationError."""
    one = _led(by, campaign, CampaignState.OPEN)
    if not one.closes_on < closes_on <= one.opens_on + LONGEST:
        raise ValidationError(
            {"closes_on": _("Choisissez une date après le dernier jour annoncé, six mois en tout au plus.")}
        )
    one.closes_on = closes_on
    one.save(update_fields=["closes_on"])


@transaction.atomic
def end_campaign(*, by: Person, campaign: Campaign, at: dt.datetime) -> None:
    """Before its last day. Raises PermissionDenied."""
    close_campaign(_led(by, campaign, CampaignState.OPEN), at=at)


@transaction.atomic
def delete_draft(*, by: Person, campaign: Campaign) -> None:
    """Raises PermissionDenied for one that was opened: it is part of the record."""
    _led(by, campaign, CampaignState.DRAFT).delete()


def _led(by: Person, campaign: Campaign, state: CampaignState) -> Campaign:
    one = Campaign.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=campaign.pk)
    if not can_lead(by, one):
        raise PermissionDenied
    if one.state != state:
        raise PermissionDenied(_("L’état de cette campagne ne le permet plus."))
    return one
