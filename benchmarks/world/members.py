"""Accounts, members, teams, profiles held and evidence."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from benchmarks.world import bulk
from benchmarks.world.size import MAIL_DOMAIN, Size
from benchmarks.world.words import FAMILY, GIVEN, ROLES
from competencies.models import Competency, Evidence
from core.rules.text import fold, sort_key
from job_profiles.models import Holding, JobProfile
from people.models import Organisation, Person, Team, User

TEAMS = ["Médias sociaux", "Web et intranet", "Rédaction", "Production visuelle", "Relations avec les médias"]
ASK_ABOUT = ["infolettre", "accessibilité", "langage clair", "vidéo", "mesure d’audience", "Drupal", "photo", "balado"]


def make(size: Size, dice: random.Random, at: dt.datetime) -> list[int]:
    """Members with accounts nobody can enter by password; gives their numbers in the order of making."""
    first_user, first = bulk.first_id(User), bulk.first_id(Person)
    users = (
        (first_user + place, f"membre{place:05}@{MAIL_DOMAIN}", "!banc", False, at - dt.timedelta(days=900))
        for place in range(size.members)
    )
    bulk.copy(User, ["id", "email", "password", "is_superuser", "date_joined"], users)
    teams = _teams()
    columns = [
        "id", "user_id", "given_name", "family_name", "sort_key", "folded_name", "role_title", "organisation_id",
        "assignment_id", "team_id", "bio", "bio_html", "ask_me_about", "languages", "joined_at", "home_seen_at",
    ]  # fmt: skip
    bulk.copy(Person, columns, _persons(size, first, first_user, teams, dice, at))
    people = list(range(first, first + size.members))
    _holdings(people, dice, at)
    _evidence(people, dice, at)
    return people


def _teams() -> dict[int, list[int]]:
    """Every organisation with its teams."""
    organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    first = bulk.first_id(Team)
    rows = [
        (first + number * len(TEAMS) + place, organisation, f"{name} du banc")
        for number, organisation in enumerate(organisations)
        for place, name in enumerate(TEAMS)
    ]
    bulk.copy(Team, ["id", "organisation_id", "name"], rows)
    return {
        organisation: [row[0] for row in rows[number * len(TEAMS) : (number + 1) * len(TEAMS)]]
        for number, organisation in enumerate(organisations)
    }


def _persons(
    size: Size, first: int, first_user: int, teams: dict[int, list[int]], dice: random.Random, at: dt.datetime
) -> Iterator[tuple[Any, ...]]:
    organisations = list(teams)
    weights = [1 / (place + 1) ** 0.6 for place in range(len(organisations))]
    for place in range(size.members):
        given = dice.choice(GIVEN)
        family = f"{dice.choice(FAMILY)}-{dice.choice(FAMILY)}" if place % 3 else dice.choice(FAMILY)
        organisation = dice.choices(organisations, weights)[0]
        elsewhere = dice.choice([other for other in organisations if other != organisation])
        bio = f"{given} travaille à {dice.choice(ASK_ABOUT)} depuis {dice.randint(1, 20)} ans."
        yield (
            first + place, first_user + place, given, family, sort_key(f"{family} {given}"), fold(f"{given} {family}"),
            dice.choice(ROLES), organisation, None if place % 10 else elsewhere,
            dice.choice(teams[organisation]), bio, f"<p>{bio}</p>", dice.sample(ASK_ABOUT, place % 4),
            ["fr", "en"] if place % 2 else ["fr"], at - dt.timedelta(days=dice.randint(1, 900)),
            at - dt.timedelta(hours=dice.randint(1, 200)),
        )  # fmt: skip


def _holdings(people: list[int], dice: random.Random, at: dt.datetime) -> None:
    profiles = list(JobProfile.objects.values_list("pk", flat=True))
    if profiles:
        since = (at - dt.timedelta(days=400)).date()
        bulk.copy(Holding, ["person_id", "profile_id", "from_on"], ((pk, dice.choice(profiles), since) for pk in people))


def _evidence(people: list[int], dice: random.Random, at: dt.datetime) -> None:
    """Five signs per member; three in five are shown to the network."""
    competencies = list(Competency.objects.values_list("pk", flat=True))
    if not competencies:
        return
    rows = (
        (
            pk, competency, dice.randint(1, 4), "declared", f"banc:{pk}:{competency}",
            (at - dt.timedelta(days=dice.randint(1, 700))).date(), at, "network" if number < 3 else "me",
        )
        for pk in people
        for number, competency in enumerate(dice.sample(competencies, 5))
    )  # fmt: skip
    columns = ["person_id", "competency_id", "level", "kind", "source_key", "occurred_on", "recorded_at", "visibility"]
    bulk.copy(Evidence, columns, rows)
