"""Organisations: who is there, in which teams."""

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Model, ProtectedError, Q, QuerySet
from django.db.models.deletion import Collector
from django.db.models.functions import Coalesce

from core.pagination import KeyPage, page_by_key
from people.enums import OrganisationKind
from people.models import Organisation, Person, Team
from people.models.persons import PersonQuerySet

PAGE = 48


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    members: int


def organisations(kind: str = "") -> list[OrganisationRow]:
    """Every organisation of a kind (or all), in order, with how many members work there. Two queries."""
    rows = Organisation.objects.order_by("sort_key", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    numbers = dict(
        Person.objects.active()
        .order_by()
        .values(place=Coalesce("assignment", "organisation"))
        .annotate(number=Count("pk"))
        .values_list("place", "number")
    )
    return [OrganisationRow(row, numbers.get(row.pk, 0)) for row in rows]


def kinds() -> list[tuple[str, str, int]]:
    """Kinds that occur: value, words, how many organisations."""
    numbers = dict(Organisation.objects.order_by().values("kind").annotate(number=Count("pk")).values_list("kind", "number"))
    return [(value, str(label), numbers[value]) for value, label in OrganisationKind.choices if value in numbers]


def members_of(organisation: Organisation, team: Team | None = None) -> PersonQuerySet:
    """Active members who work there today, by name; with a team, those of the team."""
    people = Person.objects.active().filter(Q(assignment=organisation) | Q(assignment=None, organisation=organisation))
    return people if team is None else people.filter(team=team)


def page_of(people: PersonQuerySet, cursor: str | None) -> KeyPage[Person]:
    """Members by name, page by page."""
    joined: Any = people.select_related("organisation", "assignment", "team")
    return page_by_key(joined, keys=("sort_key", "pk"), cursor=cursor, size=PAGE)


def teams_of(organisation: Organisation) -> QuerySet[Team]:
    """Teams that somebody belongs to, with how many (`members`)."""
    present = Count("people", filter=Q(people__status="active"))
    return Team.objects.filter(organisation=organisation).annotate(members=present).filter(members__gt=0).order_by("name")


def is_in_use(thing: Model) -> bool:
    """Whether something that must stay points at it (members, spaces…): it cannot be deleted."""
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect([thing])
    except ProtectedError:
        return True
    return False
