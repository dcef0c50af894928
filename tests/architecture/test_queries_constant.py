"""Lists that no test of their app counts: the same literal number of queries at one row and at three."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from community.actions import threads
from people.enums import RoleKind
from people.models import ReportsTo, RoleHeld, Team
from tests.cast import NOW, SINCE, TODAY, Cast
from tests.factories.community import SpaceFactory, ThreadFactory
from tests.factories.people import OrganisationFactory, PersonFactory

Grow = Callable[[Cast, int], None]


def more_members(cast: Cast, number: int) -> None:
    mtmd = cast.amina.organisation
    for person in PersonFactory.create_batch(number, organisation=mtmd):
        person.team = Team.objects.create(organisation=mtmd, name=f"Équipe {person.pk}")
        person.save()


def more_organisations(cast: Cast, number: int) -> None:
    for organisation in OrganisationFactory.create_batch(number):
        PersonFactory(organisation=organisation)


def more_roles(cast: Cast, number: int) -> None:
    """Roles of Amina in other places, and people who report to her."""
    for person in PersonFactory.create_batch(number):
        RoleHeld.objects.create(
            person=cast.amina, role=RoleKind.MENTOR, organisation=person.organisation, from_on=SINCE, given_by=cast.olga
        )
        ReportsTo.objects.create(person=person, manager=cast.amina, from_on=TODAY - dt.timedelta(days=1))


def more_edits(cast: Cast, number: int) -> None:
    """One thread, edited once per row."""
    space = SpaceFactory(slug="essai")
    thread = ThreadFactory(space=space, author=cast.amina)
    for at in range(number):
        threads.edit_thread(
            by=cast.amina, thread=thread, title=f"Titre {at}", body=f"Texte {at}.", at=NOW + dt.timedelta(hours=at)
        )


def named(name: str, **kwargs: Any) -> Callable[[Cast], str]:
    return lambda cast: reverse(name, kwargs=kwargs)


def of_amina(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(name, args=[cast.amina.pk])


def history(cast: Cast) -> str:
    return reverse("community:thread-history", args=[cast.amina.threads.get().pk])


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "grow", "queries"),
    [
        (named("people:organisation-list"), more_organisations, 6),
        (named("people:organisation-detail", acronym="MTMD"), more_members, 6),
        (of_amina("people:person-roles"), more_roles, 8),
        (of_amina("people:person-detail"), more_roles, 10),
        (named("people:person-mentions"), more_members, 2),
        (history, more_edits, 4),
    ],
    ids=["organisations", "organisation", "roles", "profile", "mentions", "history"],
)
def test_the_page_costs_the_same(
    cast: Cast, client_of, django_assert_num_queries, number: int, address, grow: Grow, queries: int
):
    grow(cast, number)
    client = client_of(cast.olga)
    page = address(cast) + "?q=fictif"
    client.get(page)
    with django_assert_num_queries(queries):
        assert client.get(page).status_code == 200
