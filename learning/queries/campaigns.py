"""Campaigns as who leads them and who is invited read them. Nothing here tells who took part."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from competencies.queries.publishing import Cell, newest
from competencies.queries.publishing import participation as published_participation
from job_profiles.models import Holding, ProfileVersion
from job_profiles.queries.profiles import profile_ids, standing_versions
from learning.enums import CampaignState, RunState
from learning.models import Campaign, CampaignMember, Run
from learning.models.campaigns import CampaignQuerySet
from learning.permissions.campaigns import may_lead_for
from learning.rules.campaigns import rounded
from people.enums import RoleKind
from people.models import Organisation, Person
from people.models.persons import PersonQuerySet
from people.permissions import holds, holds_network_wide


@dataclass(frozen=True)
class Participation:
    """How many took part, as last published: rounded, by organisation where there are enough."""

    snapshot_id: int
    whole: Cell
    places: list[tuple[Organisation, Cell]]
    taken_at: dt.datetime


def visible_to(person: Person | None) -> CampaignQuerySet:
    """Those that the person leads, or may follow as the strategic team; newest first."""
    rows = Campaign.objects.visible_to(person).select_related("organisation", "bank", "framework", "created_by")
    return rows.order_by("-created_at", "-pk")


def scopes_of(person: Person) -> list[Organisation | None]:
    """For whom the person may lead a campaign; None: the government."""
    led: list[Organisation | None] = [None] if holds_network_wide(person, RoleKind.STRATEGIC_TEAM) else []
    if holds(person, RoleKind.SECTORAL_LEAD):
        led += [one for one in Organisation.objects.order_by("sort_key") if may_lead_for(person, one.pk)]
    return led


def population(organisations: Collection[int], profiles: Collection[int]) -> PersonQuerySet:
    """Active members who work in one of these organisations and hold one of these profiles; empty: any."""
    people = Person.objects.active()
    if organisations:
        people = people.working_in(organisations)
    if profiles:
        held = Holding.objects.filter(person=OuterRef("pk"), to_on=None, profile__in=list(profiles))
        people = people.filter(Exists(held))
    return people


def population_of(campaign: Campaign) -> PersonQuerySet:
    """Whom the campaign invites today."""
    return population(organisations_of(campaign), campaign.profiles.values_list("pk", flat=True))


def organisations_of(campaign: Campaign) -> list[int]:
    if campaign.organisation_id is not None:
        return [campaign.organisation_id]
    return list(campaign.organisations.values_list("pk", flat=True))


def headcount(organisations: Collection[int], profiles: Collection[int]) -> int | None:
    """About how many people that is, in fives; None: fewer than ten. Never the number itself."""
    return rounded(population(organisations, profiles).count())


def versions_to_freeze(campaign: Campaign) -> list[ProfileVersion]:
    """The standing version of each profile chosen, of all when none is."""
    chosen = list(campaign.profiles.values_list("pk", flat=True)) or profile_ids()
    return list(standing_versions(chosen).values())


def frozen_versions(campaign: Campaign) -> list[ProfileVersion]:
    return list(campaign.versions.select_related("profile").order_by("profile__order", "profile__key"))


def participation_of(viewer: Person, campaign: Campaign) -> Participation | None:
    """What the publisher last published of this campaign; None: nothing yet. Two queries."""
    snapshot = newest(viewer, occasion=campaign.key)
    if snapshot is None:
        return None
    whole, places = published_participation(viewer, snapshot)
    return Participation(snapshot.pk, whole, places, snapshot.taken_at)


def invitation_of(person: Person, pk: int) -> CampaignMember:
    """The person's own invitation to a campaign that is or was open. Raises CampaignMember.DoesNotExist."""
    rows = CampaignMember.objects.filter(person=person).exclude(campaign__state=CampaignState.DRAFT)
    return rows.select_related("campaign__organisation", "campaign__bank").get(campaign=pk)


def has_answered(person: Person, campaign: Campaign) -> bool:
    """For the person alone, and for the system that stops reminding."""
    return Run.objects.filter(person=person, campaign=campaign, state=RunState.FINISHED).exists()


def to_invite(campaign: Campaign) -> QuerySet[CampaignMember]:
    return CampaignMember.objects.filter(campaign=campaign, invited_at=None, left_at=None, declined_at=None)


def may_be_reminded(campaign: Campaign) -> QuerySet[CampaignMember]:
    """Invited, still in the population, who neither declined nor answered."""
    answered = Run.objects.filter(campaign=campaign, person=OuterRef("person"), state=RunState.FINISHED)
    rows = CampaignMember.objects.filter(campaign=campaign, left_at=None, declined_at=None).exclude(invited_at=None)
    return rows.filter(~Exists(answered))


def export_invitations(person: Person) -> list[dict[str, Any]]:
    """The person's own, for « Télécharger mes données »."""
    rows = CampaignMember.objects.filter(person=person).select_related("campaign").order_by("added_at", "pk")
    return [
        {
            "campagne": row.campaign.name_fr, "invitation": row.invited_at.isoformat() if row.invited_at else "",
            "rappels": row.reminders, "declinee": row.declined_at.isoformat() if row.declined_at else "",
        }
        for row in rows
    ]  # fmt: skip
