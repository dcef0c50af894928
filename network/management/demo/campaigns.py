"""Campaigns of the world: two of the government, a year apart; one that is open in Farid's ministry.

Who took part answered a few statements of each competency as somebody of about that level would; what the engine makes of
these answers is what counts. Every step is one of the real actions, the publication too: what the map hides is hidden for
a reason. Figures of the first are published while the world is loaded; those of the second are left to the worker, who needs
some seconds for them, so that a first start does not wait.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils import timezone

from competencies.actions import publishing
from competencies.actions.publishing import Given, Standing
from competencies.enums import ItemKind
from competencies.models import Item
from competencies.queries.bank import bank_in_force, parameters_of
from competencies.rules.graded import chance_of_meeting
from competencies.rules.sources import answers_curve, together
from job_profiles.models import Holding, ProfileVersion, Requirement
from learning.actions import campaigns
from learning.actions.campaigns import Plan
from learning.models import Campaign
from network.management.defaults.files import read_json
from network.management.demo.story import World
from people.models import Organisation, Person

STATEMENTS, TAKES_PART, HEADROOM = 3, 0.85, 0.35
Bank = Mapping[int, list[Item]]
Needed = defaultdict[int, list[Requirement]]


def load_campaigns(world: World) -> str:
    """Nothing where there is a campaign already, or no bank to measure with."""
    if Campaign.objects.exists() or bank_in_force() is None:
        return "déjà là"
    told = read_json("demo/campaigns.json")
    for place, row in enumerate(told["government"]):
        _government(row, told, place, world)
    _open(told["open"], world)
    return f"{len(told['government'])} terminées, une ouverte"


def _plan(row: dict[str, Any], opens_on: dt.date, closes_on: dt.date) -> Plan:
    words = {name: row[name] for name in ("name_fr", "name_en", "invitation_fr", "invitation_en")}
    return Plan(**words, opens_on=opens_on, closes_on=closes_on)


def _government(row: dict[str, Any], told: dict[str, Any], place: int, world: World) -> None:
    """Opened, answered, ended, handed to the publisher; `place` 0: before what was gained in between, and published now."""
    gisele, opened, closed = world.people["gisele"], world.ago(row["opened_days_ago"]), world.ago(row["closed_days_ago"])
    plan = _plan(row, timezone.localdate(opened), timezone.localdate(closed))
    campaign = campaigns.create_campaign(by=gisele, organisation=None, plan=plan, at=opened)
    campaign = campaigns.schedule_campaign(by=gisele, campaign=campaign, at=opened)
    ease = defaultdict(float, {code: -hard for code, hard in told["hard"].items()})
    if place:
        for code, gain in told["gained"].items():
            ease[code] += gain
    versions = {version.profile_id: version for version in campaign.versions.select_related("profile")}
    needed: Needed = defaultdict(list)
    for requirement in Requirement.objects.filter(version__in=versions.values()).select_related("competency"):
        needed[requirement.version_id].append(requirement)
    _answer_all(campaign, versions, needed, ease, closed)
    campaigns.end_campaign(by=gisele, campaign=campaign, at=closed)
    snapshot = publishing.take_snapshot(
        occasion=campaign.key, label_fr=campaign.name_fr, label_en=campaign.name_en, at=closed + dt.timedelta(hours=1),
        asked={version.profile.key: [one.competency_id for one in needed[version.pk]] for version in versions.values()},
    )  # fmt: skip
    if snapshot is not None and place == 0:
        publishing.compute_snapshot(snapshot_id=snapshot.pk, at=closed + dt.timedelta(hours=2))


def _answer_all(
    campaign: Campaign, versions: Mapping[int, ProfileVersion], needed: Needed, ease: Mapping[str, float], at: dt.datetime
) -> None:
    """Everybody who was there then and holds a profile, most of them; what each gives is recorded as a finished run does."""
    bank = _bank(campaign)
    held = Holding.objects.filter(to_on=None, person__joined_at__lt=at, profile__in=versions).select_related("person")
    for holding in held.order_by("person"):
        if Random(f"{campaign.name_fr}:{holding.person.sort_key}").random() < TAKES_PART:
            version = versions[holding.profile_id]
            _answer(holding.person, version, needed[version.pk], campaign, bank, ease, at)


def _bank(campaign: Campaign) -> Bank:
    found: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(bank=campaign.bank, kind=ItemKind.GRADED).order_by("key"):
        found[item.competency_id].append(item)
    return found


def _answer(
    person: Person, version: ProfileVersion, needed: list[Requirement], campaign: Campaign, bank: Bank,
    ease: Mapping[str, float], at: dt.datetime,
) -> None:  # fmt: skip
    usual = Random(person.sort_key).gauss(HEADROOM, 0.4)
    given = []
    for requirement in needed:
        code, level = requirement.competency.code, requirement.level
        random = Random(f"{person.sort_key}:{code}")
        ability = level + usual + ease[code] + random.gauss(0, 0.5)
        near = sorted(bank.get(requirement.competency_id, []), key=lambda item: (abs(item.level - level), item.key))
        answers = [(parameters_of(item), sum(ability >= step for step in item.thresholds)) for item in near[:STATEMENTS]]
        if answers:
            chance = chance_of_meeting(together([answers_curve(answers)]), level)
            given.append(Given(requirement.competency_id, level, 1 - chance))
    profile = version.profile
    standing = Standing(profile.key, profile.name_fr, profile.name_en)
    publishing.record_contributions(person=person, given=given, occasion=campaign.key, standing=standing, at=at)


def _open(row: dict[str, Any], world: World) -> None:
    """Of the ministry's lead; those whom it invites find it on their page."""
    farid, at = world.people[row["lead"]], world.ago(row["opened_days_ago"])
    place = Organisation.objects.get(acronym=row["organisation"])
    closes_on = timezone.localdate(world.now) + dt.timedelta(days=row["closes_in_days"])
    plan = _plan(row, timezone.localdate(at), closes_on)
    campaign = campaigns.create_campaign(by=farid, organisation=place, plan=plan, at=at)
    campaigns.schedule_campaign(by=farid, campaign=campaign, at=at)
