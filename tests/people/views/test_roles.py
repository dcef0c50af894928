"""Roles and managers on screen: for administrators alone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people.permissions import holds
from people.queries.reporting import manager_of

pytestmark = pytest.mark.django_db


def url(name: str, *args: int) -> str:
    return reverse(f"people:{name}", args=args)


def test_only_administrators_come_in(cast, client_of):
    held = cast.chloe.roles.get()
    for person in (cast.amina, cast.farid, cast.gisele):
        browser = client_of(person)
        assert browser.get(url("person-roles", cast.amina.pk)).status_code == 403
        assert browser.post(url("role-end", cast.chloe.pk, held.pk)).status_code == 403
        assert browser.post(url("manager-set", cast.amina.pk)).status_code == 403


def test_a_role_is_given_shown_and_ended(cast, client_of):
    olga = client_of(cast.olga)
    today = timezone.localdate()
    answer = olga.post(
        url("person-roles", cast.amina.pk),
        {"role": "trainer", "organisation": cast.amina.organisation.pk, "from_on": str(today)},
    )
    assert answer.status_code == 303
    assert holds(cast.amina, "trainer")
    held = cast.amina.roles.get()
    assert "Formation · MTMD" in olga.get(url("person-roles", cast.amina.pk)).content.decode()

    assert olga.post(url("role-end", cast.amina.pk, held.pk)).status_code == 303
    held.refresh_from_db()
    assert held.to_on == today
    assert olga.post(url("role-end", cast.bruno.pk, held.pk)).status_code == 404


def test_a_refused_role_says_why_next_to_the_field(cast, client_of):
    today = timezone.localdate()
    answer = client_of(cast.olga).post(
        url("person-roles", cast.amina.pk),
        {"role": "trainer", "from_on": str(today), "to_on": str(today - dt.timedelta(days=1))},
    )
    assert answer.status_code == 422
    assert "La fin précède le début" in answer.content.decode()


def test_the_last_administrator_is_told_why_not(cast, client_of):
    olga = client_of(cast.olga)
    answer = olga.post(url("role-end", cast.olga.pk, cast.olga.roles.get().pk), follow=True)
    assert "dernière personne qui administre" in answer.content.decode()


def test_a_manager_is_set_taken_away_and_a_circle_is_refused(cast, client_of):
    olga = client_of(cast.olga)
    today = timezone.localdate()
    set_to = {"stand_in": f"{cast.farid.name} (MTMD)", "since": str(today)}
    assert olga.post(url("manager-set", cast.amina.pk), set_to).status_code == 303
    assert manager_of(cast.amina, today) == cast.farid

    refused = olga.post(url("manager-set", cast.farid.pk), {"stand_in": cast.amina.name, "since": str(today)})
    assert refused.status_code == 422
    assert "fermerait un cercle" in refused.content.decode()

    assert olga.post(url("manager-set", cast.amina.pk), {"stand_in": "", "since": str(today)}).status_code == 303
    assert manager_of(cast.amina, today) is None
