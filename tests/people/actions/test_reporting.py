"""Who reports to whom: one manager at a time, no circle, only administrators."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from people.actions.reporting import ReportingRefused, end_manager, set_manager
from people.models import ReportsTo
from people.queries.reporting import manager_of
from tests.cast import SINCE, TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_a_new_manager_ends_the_old_link_on_the_day_before(cast, now):
    set_manager(person=cast.amina, manager=cast.farid, from_on=TODAY, by=cast.olga, at=now)

    rows = list(ReportsTo.objects.filter(person=cast.amina).order_by("from_on").values_list("manager", "from_on", "to_on"))
    assert rows == [(cast.jules.pk, SINCE, TODAY - DAY), (cast.farid.pk, TODAY, None)]
    assert manager_of(cast.amina, TODAY) == cast.farid
    assert manager_of(cast.amina, TODAY - DAY) == cast.jules


def test_a_circle_is_refused_with_the_chain_in_words_and_nothing_changes(cast, now):
    set_manager(person=cast.jules, manager=cast.farid, from_on=TODAY, by=cast.olga, at=now)
    before = list(ReportsTo.objects.order_by("pk").values_list("person", "manager", "from_on", "to_on"))

    with pytest.raises(ReportingRefused) as refused:
        set_manager(person=cast.farid, manager=cast.amina, from_on=TODAY, by=cast.olga, at=now)

    assert str(refused.value) == (
        "Ce lien fermerait un cercle\u00a0: Amina Tremblay-Fictive relève déjà, aux mêmes dates, de Farid Benali-Fictif"
        " (Amina Tremblay-Fictive → Jules Caron-Fictif → Farid Benali-Fictif)."
    ).replace("Farid Benali-Fictif", cast.farid.name).replace("Jules Caron-Fictif", cast.jules.name)
    assert list(ReportsTo.objects.order_by("pk").values_list("person", "manager", "from_on", "to_on")) == before


def test_links_that_never_hold_on_the_same_day_close_no_circle(cast, now):
    end_manager(person=cast.amina, on=TODAY - DAY, by=cast.olga, at=now)

    set_manager(person=cast.jules, manager=cast.amina, from_on=TODAY, by=cast.olga, at=now)

    assert manager_of(cast.jules, TODAY) == cast.amina
    assert manager_of(cast.amina, TODAY) is None


def test_nobody_reports_to_oneself(cast, now):
    with pytest.raises(ReportingRefused, match="elle-même"):
        set_manager(person=cast.amina, manager=cast.amina, from_on=TODAY, by=cast.olga, at=now)


def test_only_administrators_and_the_installation_change_the_line(cast, now):
    with pytest.raises(PermissionDenied):
        set_manager(person=cast.amina, manager=cast.farid, from_on=TODAY, by=cast.jules, at=now)
    with pytest.raises(PermissionDenied):
        end_manager(person=cast.amina, on=TODAY, by=cast.jules, at=now)

    set_manager(person=cast.amina, manager=cast.farid, from_on=TODAY, by=None, at=now)

    assert manager_of(cast.amina, TODAY) == cast.farid
