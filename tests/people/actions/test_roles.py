"""Roles with a scope and dates: given and ended by administrators."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from people.actions.roles import RoleRefused, align_everybody, end_role, give_role
from people.enums import RoleKind
from people.models import Person, RoleHeld
from people.permissions import holds, holds_network_wide, may_administer, may_export_directory
from people.queries.roles import holders, roles_on
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def reload(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_a_role_holds_from_its_first_to_its_last_day_in_its_scope(cast, now):
    give_role(
        person=cast.amina, role=RoleKind.RESPONDENT, organisation=cast.amina.organisation, by=cast.olga, at=now,
        from_on=TODAY, to_on=TODAY + 9 * DAY,
    )  # fmt: skip
    amina = reload(cast.amina)

    assert holds(amina, RoleKind.RESPONDENT, on=TODAY)
    assert holds(amina, RoleKind.RESPONDENT, organisation=cast.amina.organisation, on=TODAY + 9 * DAY)
    assert not holds(amina, RoleKind.RESPONDENT, on=TODAY - DAY)
    assert not holds(amina, RoleKind.RESPONDENT, on=TODAY + 10 * DAY)
    assert not holds(amina, RoleKind.RESPONDENT, organisation=cast.hugo.organisation, on=TODAY)
    assert not holds_network_wide(amina, RoleKind.RESPONDENT, on=TODAY)
    assert amina in holders(RoleKind.RESPONDENT, TODAY, cast.amina.organisation)
    assert amina not in holders(RoleKind.RESPONDENT, TODAY, cast.hugo.organisation)


def test_a_network_role_holds_for_every_organisation(cast):
    assert holds(cast.gisele, RoleKind.STRATEGIC_TEAM, organisation=cast.hugo.organisation, on=TODAY)
    assert may_export_directory(cast.gisele)
    assert may_export_directory(cast.farid)
    assert not may_export_directory(cast.amina)


def test_only_administrators_give_and_end_roles(cast, now):
    held = cast.chloe.roles.get()
    with pytest.raises(PermissionDenied):
        give_role(person=cast.amina, role=RoleKind.MENTOR, by=cast.farid, at=now, from_on=TODAY)
    with pytest.raises(PermissionDenied):
        end_role(held=held, by=cast.farid, at=now, on=TODAY)


def test_the_same_role_twice_at_the_same_time_is_refused(cast, now):
    with pytest.raises(RoleRefused, match="a déjà ce rôle"):
        give_role(person=cast.chloe, role=RoleKind.FACILITATOR, by=cast.olga, at=now, from_on=TODAY)
    end_role(held=cast.chloe.roles.get(), by=cast.olga, at=now, on=TODAY - DAY)

    give_role(person=cast.chloe, role=RoleKind.FACILITATOR, by=cast.olga, at=now, from_on=TODAY)

    assert RoleHeld.objects.filter(person=cast.chloe).count() == 2


def test_refusals_say_which_field(cast, now):
    with pytest.raises(RoleRefused) as dates:
        give_role(person=cast.amina, role=RoleKind.MENTOR, by=cast.olga, at=now, from_on=TODAY, to_on=TODAY - DAY)
    with pytest.raises(RoleRefused) as scope:
        give_role(
            person=cast.amina, role=RoleKind.ADMINISTRATOR, organisation=cast.amina.organisation, by=cast.olga, at=now,
            from_on=TODAY,
        )  # fmt: skip
    assert (dates.value.field, scope.value.field) == ("to_on", "organisation")


def test_who_left_gets_no_role(cast, now):
    Person.objects.filter(pk=cast.amina.pk).update(status="left")
    with pytest.raises(RoleRefused, match="quitté"):
        give_role(person=cast.amina, role=RoleKind.MENTOR, by=cast.olga, at=now, from_on=TODAY)
    assert not holds(reload(cast.amina), RoleKind.MENTOR, on=TODAY)


def test_the_last_administrator_stays(cast, now):
    with pytest.raises(RoleRefused, match="dernière personne"):
        end_role(held=cast.olga.roles.get(), by=cast.olga, at=now, on=TODAY)
    give_role(person=cast.amina, role=RoleKind.ADMINISTRATOR, by=cast.olga, at=now, from_on=TODAY)

    end_role(held=cast.olga.roles.get(), by=cast.olga, at=now, on=TODAY - DAY)

    olga = reload(cast.olga)
    assert not may_administer(olga)
    assert (olga.user.is_staff, olga.user.is_superuser) == (False, False)
    amina = reload(cast.amina)
    assert (amina.user.is_staff, amina.user.is_superuser) == (True, True)


def test_administration_follows_dates_day_by_day(cast, now):
    give_role(
        person=cast.amina, role=RoleKind.ADMINISTRATOR, by=cast.olga, at=now, from_on=TODAY + DAY, to_on=TODAY + 2 * DAY
    )
    assert not reload(cast.amina).user.is_staff

    assert align_everybody(on=TODAY + DAY) == 1
    assert reload(cast.amina).user.is_superuser
    assert align_everybody(on=TODAY + 2 * DAY) == 0
    assert align_everybody(on=TODAY + 3 * DAY) == 1
    assert not reload(cast.amina).user.is_staff


def test_a_role_that_had_not_begun_is_taken_back_and_history_keeps_it(cast, now):
    held = give_role(person=cast.amina, role=RoleKind.MENTOR, by=cast.olga, at=now, from_on=TODAY + 5 * DAY)

    end_role(held=held, by=cast.olga, at=now, on=TODAY)

    assert not RoleHeld.objects.filter(person=cast.amina).exists()
    history = apps.get_model("people", "RoleHeldHistory")
    assert list(history.objects.filter(id=held.pk).order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


def test_roles_are_read_once_per_instance(cast, django_assert_num_queries):
    amina = reload(cast.amina)
    with django_assert_num_queries(1):
        may_administer(amina)
        may_export_directory(amina)
        holds(amina, RoleKind.MENTOR)


def test_roles_of_a_day_stand_in_the_order_of_the_list(cast, now):
    give_role(person=cast.olga, role=RoleKind.MENTOR, by=cast.olga, at=now, from_on=TODAY)
    assert [held.role for held in roles_on(cast.olga, TODAY)] == ["mentor", "administrator"]
