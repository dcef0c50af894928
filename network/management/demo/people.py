"""The cast and the members: accounts, profiles, absences, roles, who reports to whom, profiles held."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from core.markdown import render
from core.outbox import publish
from core.rules.text import fold, sort_key
from job_profiles.actions.profiles import set_holding
from job_profiles.models import Holding, JobProfile
from network.management.defaults.files import read_json
from network.management.demo.story import World
from people.actions.organisations import load_organisations
from people.actions.reporting import set_manager
from people.actions.roles import give_role
from people.events import PeopleJoined
from people.models import Absence, OnboardingStep, Organisation, Person, ReportsTo, RoleHeld, Team, User
from people.queries.registries import onboarding_steps

NEWCOMER = "david"


def entries() -> list[dict[str, Any]]:
    """Cast first, then members."""
    return [*read_json("demo/cast.json"), *read_json("demo/members.json")]


@transaction.atomic
def load_people(world: World) -> str:
    load_organisations(rows=read_json("demo/organisations.json"), at=world.now, covered=False)
    rows = entries()
    organisations = {found.acronym: found for found in Organisation.objects.all()}
    known = {found.user.email: found for found in Person.objects.select_related("user").exclude(user=None)}
    for row in rows:
        person = known.get(row["email"])
        if person is None:
            person = _create(row, organisations, world)
            world.new_people.add(row["key"])
        world.people[row["key"]] = person
    new = [row for row in rows if row["key"] in world.new_people]
    for row in new:
        _add_to(row, organisations, world)
    if new:
        publish(PeopleJoined(person_ids=[world.people[row["key"]].pk for row in new], at=world.now))
    return f"{len(new)} ajoutés, {len(rows)} en tout"


def _create(row: dict[str, Any], organisations: dict[str, Organisation], world: World) -> Person:
    user = User(email=row["email"])
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=row["email"], verified=True, primary=True)
    place = organisations[row["assignment"] or row["organisation"]]
    team = Team.objects.get_or_create(organisation=place, name=row["team"])[0] if row["team"] else None
    person = Person(
        user=user,
        **{name: row[name] for name in ("given_name", "family_name", "pronouns", "role_title", "languages", "ask_me_about")},
        organisation=organisations[row["organisation"]],
        assignment=place if place != organisations[row["organisation"]] else None,
        team=team,
        bio=row.get("bio", ""),
        bio_html=render(row["bio"]) if row.get("bio") else "",
        working_days=row["working_days"],
        joined_at=world.ago(row["joined_days_ago"]),
        home_seen_at=None if row["key"] == NEWCOMER else world.ago(1.2),
    )
    person.sort_key = sort_key(f"{person.family_name} {person.given_name}")
    person.folded_name = fold(person.name)
    person.save()
    return person


def _add_to(row: dict[str, Any], organisations: dict[str, Organisation], world: World) -> None:
    """What names other people: all of them exist by now."""
    person, today = world.people[row["key"]], timezone.localdate(world.now)
    since = timezone.localdate(person.joined_at)
    if absence := row.get("absence"):
        Absence.objects.create(
            person=person,
            starts_on=today + dt.timedelta(days=absence["days_from"]),
            ends_on=today + dt.timedelta(days=absence["days_to"]),
            stand_in=world.people.get(absence.get("stand_in") or ""),
        )
    for role in row.get("roles", []):
        scope = None if role["scope"] == "network" else organisations[role["scope"]]
        if not RoleHeld.objects.filter(person=person, role=role["role"], organisation=scope).exists():
            give_role(person=person, role=role["role"], organisation=scope, by=None, at=world.now, from_on=since)
    if row.get("manager") and not ReportsTo.objects.filter(person=person).exists():
        set_manager(person=person, manager=world.people[row["manager"]], from_on=since, by=None, at=world.now)
    if row["profile"] and not Holding.objects.filter(person=person).exists():
        profile = JobProfile.objects.get(key=row["profile"])
        set_holding(person=person, profile=profile, on=since, by=None, at=world.now)
    if row["key"] != NEWCOMER:
        OnboardingStep.objects.bulk_create(
            [OnboardingStep(person=person, step=step.key, at=person.joined_at) for step in onboarding_steps],
            ignore_conflicts=True,
        )
