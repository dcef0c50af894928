"""The directory of members: narrowed by name and facets, counted, paged by key, in as many queries as it has facets."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db.models import Count, DateField, F, Func, Max, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.database import prepared
from core.pagination import KeyPage, page_by_key
from people.enums import RoleKind, SpokenLanguage
from people.models import Absence, Organisation, Person, RoleHeld
from people.models.persons import PersonQuerySet
from people.permissions import exportable_organisations, may_see_part, places_of, visible_parts_q
from people.queries.persons import findable, named
from people.queries.profiles import PARTS
from people.queries.registries import DirectoryFacet, FacetValue, directory_facets

ORDERS: dict[str, tuple[str, ...]] = {
    "nom": ("sort_key", "pk"),
    "-nom": ("-sort_key", "-pk"),
    "organisation": ("place_key", "sort_key", "pk"),
    "-organisation": ("-place_key", "-sort_key", "-pk"),
}
PAGE, TABLE_PAGE = 24, 50
SHOWN_TOPICS = 3
# What a card or a row reads; nothing else is fetched.
SHOWN = (
    "given_name", "family_name", "sort_key", "role_title", "photo_path", "ask_me_about", "visibility", "team__name",
    "organisation__acronym", "organisation__name", "assignment__acronym", "assignment__name",
)  # fmt: skip
GENERATION, KEPT_SECONDS = "annuaire:generation", 300


@dataclass(frozen=True)
class Asked:
    """What an address asks of the directory: words, values by facet, order, where to go on."""

    text: str = ""
    chosen: dict[str, list[str]] = field(default_factory=dict)
    order: str = "nom"
    cursor: str | None = None


@dataclass(frozen=True)
class FacetShown:
    """One facet with its values; `chosen` are those in force, in words."""

    facet: DirectoryFacet
    values: Sequence[FacetValue]
    chosen: dict[str, str]


@dataclass(frozen=True)
class PersonCard:
    """A member in a list: what the viewer may see of them."""

    person: Person
    topics: list[str]
    away_until: dt.date | None


@dataclass(frozen=True)
class DirectoryPage:
    cards: list[PersonCard]
    next_cursor: str | None
    facets: list[FacetShown]
    total: int


def narrowed(viewer: Person, asked: Asked, *, without: str = "") -> PersonQuerySet:
    """Members that the words and the facets leave; `without` names a facet that is not applied (to count its own values)."""
    people = named(findable(viewer), asked.text)
    for facet in directory_facets:
        values = asked.chosen.get(facet.key)
        if values and facet.key != without:
            people = facet.narrow(people, values, viewer)
    return people


@prepared
def directory(viewer: Person, asked: Asked, *, on: dt.date, size: int = PAGE) -> DirectoryPage:
    """One page of the directory, with facets and the total. The rows are of now, the counts at most five minutes old."""
    page = _page(narrowed(viewer, asked), asked, on=on, size=size)
    values, total = _counted(viewer, asked, on=on)
    facets = [
        FacetShown(
            facet=facet,
            values=values.get(facet.key, []),
            chosen=facet.labels(asked.chosen[facet.key]) if asked.chosen.get(facet.key) else {},
        )
        for facet in directory_facets
    ]
    return DirectoryPage(
        cards=[_card(viewer, person) for person in page.items], next_cursor=page.next_cursor, facets=facets, total=total
    )


def _counted(viewer: Person, asked: Asked, *, on: dt.date) -> tuple[dict[str, Sequence[FacetValue]], int]:
    """Values by facet, and how many members in all: the same for all who work at the same places, so kept for five minutes.

    What people change counts at once: `forget_counts` starts a new generation.
    """
    where = [sorted(places_of(viewer)), get_language(), asked.text, sorted(asked.chosen.items()), on.isoformat()]
    digest = hashlib.sha256(json.dumps(where).encode()).hexdigest()[:32]
    key = f"annuaire:{digest}"
    found = cache.get_many([GENERATION, key])
    generation, kept = found.get(GENERATION, 0), found.get(key)
    if kept is not None and kept[0] == generation:
        return kept[1], kept[2]
    values: dict[str, Sequence[FacetValue]] = {
        facet.key: list(facet.counts(narrowed(viewer, asked, without=facet.key), viewer)) for facet in directory_facets
    }
    total = narrowed(viewer, asked).count()
    cache.set(key, (generation, values, total), KEPT_SECONDS)
    return values, total


def forget_counts() -> None:
    """Count anew from now on."""
    try:
        cache.incr(GENERATION)
    except ValueError:
        cache.set(GENERATION, 1, None)


def _page(people: PersonQuerySet, asked: Asked, *, on: dt.date, size: int) -> KeyPage[Person]:
    keys = ORDERS.get(asked.order, ORDERS["nom"])
    absences = Absence.objects.filter(person=OuterRef("pk"), starts_on__lte=on, ends_on__gte=on).values("person")
    people = (
        people.select_related("organisation", "assignment", "team")
        .only(*SHOWN)
        .annotate(away_until=Subquery(absences.annotate(last=Max("ends_on")).values("last"), output_field=DateField()))
    )
    if "place_key" in {key.lstrip("-") for key in keys}:
        people = people.annotate(place_key=Coalesce("assignment__sort_key", "organisation__sort_key"))
    return page_by_key(people, keys=keys, cursor=asked.cursor, size=size)


def _card(viewer: Person, person: Person) -> PersonCard:
    topics = person.ask_me_about if may_see_part(viewer, person, "ask_me_about", PARTS["ask_me_about"]) else []
    away = person.away_until if may_see_part(viewer, person, "absences", PARTS["absences"]) else None  # type: ignore[attr-defined]
    return PersonCard(person, topics[:SHOWN_TOPICS], away)


def export_rows(viewer: Person, asked: Asked, *, on: dt.date) -> list[list[str]]:
    """The directory as rows, for who may export it and only for their organisations; closed parts stay empty."""
    people = narrowed(viewer, asked).select_related("organisation", "assignment", "team", "user").order_by("sort_key", "pk")
    scope = exportable_organisations(viewer)
    if scope is not None:
        people = people.filter(Q(organisation__in=scope) | Q(assignment__in=scope))
    found = list(people)
    held = RoleHeld.objects.filter(person__in=[person.pk for person in found]).on(on).select_related("organisation")
    roles: dict[int, list[str]] = {}
    for row in held.order_by("role", "pk"):
        scope_words = f" ({row.organisation.acronym})" if row.organisation else ""
        roles.setdefault(row.person_id, []).append(f"{row.get_role_display()}{scope_words}")
    return [_export_row(viewer, person, roles.get(person.pk, [])) for person in found]


def _export_row(viewer: Person, person: Person, roles: list[str]) -> list[str]:
    sees = {part: may_see_part(viewer, person, part, PARTS[part]) for part in ("email", "languages", "ask_me_about")}
    return [
        person.family_name,
        person.given_name,
        person.role_title,
        person.organisation.acronym,
        person.assignment.acronym if person.assignment else "",
        person.team.name if person.team else "",
        person.user.email if person.user and sees["email"] else "",
        ", ".join(person.languages) if sees["languages"] else "",
        ", ".join(person.ask_me_about) if sees["ask_me_about"] else "",
        ", ".join(roles),
    ]


class OrganisationFacet:
    """Where people work today."""

    key = "organisation"
    order = 10
    label = _("Organisation")

    def counts(self, people: PersonQuerySet, viewer: Person) -> list[FacetValue]:
        rows = (
            people.order_by()
            .values(place=Coalesce("assignment", "organisation"))
            .annotate(number=Count("pk"))
            .values_list("place", "number")
        )
        numbers = dict(rows)
        places = Organisation.objects.filter(pk__in=numbers).values_list("pk", "acronym", "name")
        values = [FacetValue(value=acronym, label=acronym, count=numbers[pk]) for pk, acronym, _name in places]
        return sorted(values, key=lambda value: (-value.count, value.label))

    def narrow(self, people: PersonQuerySet, values: Sequence[str], viewer: Person) -> PersonQuerySet:
        places = Organisation.objects.filter(acronym__in=values).values("pk")
        return people.filter(Q(assignment__in=places) | Q(assignment=None, organisation__in=places))

    def labels(self, values: Sequence[str]) -> dict[str, str]:
        return {value: value for value in values}


class LanguageFacet:
    """Languages people say they work in, without those who keep that to themselves."""

    key = "langue"
    order = 60
    label = _("Langue")

    def counts(self, people: PersonQuerySet, viewer: Person) -> list[FacetValue]:
        names = dict(SpokenLanguage.choices)
        unnested: Any = Func(F("languages"), function="unnest", output_field=TextField())
        unnested.set_returning = True
        rows = (
            people.filter(visible_parts_q(viewer, "languages", PARTS["languages"]))
            .order_by()
            .values(code=unnested)
            .annotate(number=Count("pk"))
            .values_list("code", "number")
        )
        values = [FacetValue(value=code, label=str(names.get(code, code)), count=number) for code, number in rows]
        return sorted(values, key=lambda value: (-value.count, value.label))

    def narrow(self, people: PersonQuerySet, values: Sequence[str], viewer: Person) -> PersonQuerySet:
        visible = visible_parts_q(viewer, "languages", PARTS["languages"])
        return people.filter(visible, languages__overlap=list(values))

    def labels(self, values: Sequence[str]) -> dict[str, str]:
        names = dict(SpokenLanguage.choices)
        return {value: str(names[value]) for value in values if value in names}


class RoleFacet:
    """Roles in force today."""

    key = "role"
    order = 50
    label = _("Rôle")

    def _held(self) -> QuerySet[RoleHeld]:
        return RoleHeld.objects.on(timezone.localdate())

    def counts(self, people: PersonQuerySet, viewer: Person) -> list[FacetValue]:
        rows = (
            self._held()
            .filter(person__in=people.order_by().values("pk"))
            .values("role")
            .annotate(number=Count("person", distinct=True))
            .values_list("role", "number")
        )
        numbers = dict(rows)
        return [
            FacetValue(value=role, label=str(label), count=numbers[role])
            for role, label in RoleKind.choices
            if role in numbers
        ]

    def narrow(self, people: PersonQuerySet, values: Sequence[str], viewer: Person) -> PersonQuerySet:
        return people.filter(pk__in=self._held().filter(role__in=values).values("person"))

    def labels(self, values: Sequence[str]) -> dict[str, str]:
        names = dict(RoleKind.choices)
        return {value: str(names[value]) for value in values if value in names}
