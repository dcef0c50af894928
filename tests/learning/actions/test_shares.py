"""Sharing item by item: with whom one may, what closes it, what its receiver sees."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from competencies.actions.estimates import erase_measures
from competencies.models import Estimate
from competencies.queries.estimates import shared_with, visible_to
from learning.actions import diagnostics, runs, shares, talk_sheets
from learning.models import TalkSheet
from learning.queries import talk_sheets as sheet_queries
from people.actions import grants
from people.actions.departures import end_access
from people.models import Grant, ReportsTo
from tests.cast import NOW, SINCE, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import CLEARLY_MET, CLEARLY_SHORT, finished_run, switch_on
from tests.factories.people import PersonFactory

UNTIL = TODAY + dt.timedelta(days=30)


@pytest.fixture
def run(cast):
    switch_on(cast.bruno)
    return finished_run(cast.bruno, {CompetencyFactory(): CLEARLY_MET, CompetencyFactory(): CLEARLY_SHORT})


def newest(person):
    return list(Estimate.objects.filter(person=person, newest=True).select_related("competency").order_by("pk"))


def share(cast, grantee, estimates, at=NOW):
    return shares.share_items(by=cast.bruno, estimates=estimates, grantee=grantee, until=UNTIL, at=at)


def test_exactly_that_item_until_that_day(cast, run):
    first, second = newest(cast.bruno)

    share(cast, cast.esther, [first])

    assert list(visible_to(cast.esther, cast.bruno, NOW)) == [first]
    assert list(visible_to(cast.esther, cast.bruno, NOW + dt.timedelta(days=30))) == [first]
    assert not visible_to(cast.esther, cast.bruno, NOW + dt.timedelta(days=31)).exists()
    assert second not in shared_with(cast.esther, NOW)


def test_everybody_else_sees_nothing(cast, run):
    share(cast, cast.esther, newest(cast.bruno))

    for key, person in cast:
        if key not in ("bruno", "esther"):
            assert not visible_to(person, cast.bruno, NOW).exists(), key
            assert not shared_with(person, NOW).exists(), key


def test_the_line_of_management_is_refused_above_and_below(cast, run):
    far_above, report = PersonFactory(), PersonFactory()
    ReportsTo.objects.create(person=cast.jules, manager=far_above, from_on=SINCE)
    ReportsTo.objects.create(person=report, manager=cast.bruno, from_on=SINCE)
    for grantee in (cast.jules, far_above, report):
        with pytest.raises(shares.ShareRefused) as refusal:
            share(cast, grantee, newest(cast.bruno))
        assert refusal.value.offer_sheet is True
    assert not Grant.objects.exists()


@pytest.mark.parametrize("above", [True, False])
def test_a_line_drawn_later_closes_the_view(cast, run, above):
    share(cast, cast.esther, newest(cast.bruno))
    lower, upper = (cast.bruno, cast.esther) if above else (cast.esther, cast.bruno)
    ReportsTo.objects.filter(person=lower, to_on=None).update(to_on=TODAY - dt.timedelta(days=1))
    ReportsTo.objects.create(person=lower, manager=upper, from_on=TODAY)

    assert not visible_to(cast.esther, cast.bruno, NOW).exists()


@pytest.mark.parametrize("key", ["hugo", "farid", "gisele"])
def test_recruiters_leads_and_the_strategic_team_never_receive_a_level(cast, run, key):
    grantee = cast.people[key]
    with pytest.raises(shares.ShareRefused):
        share(cast, grantee, newest(cast.bruno))
    for estimate in newest(cast.bruno):  # what somebody might have written past the action
        grants.give(person=cast.bruno, grantee=grantee, target=estimate, label="Essai", until=UNTIL, at=NOW)
    assert not visible_to(grantee, cast.bruno, NOW).exists()


def test_a_grant_written_past_the_action_opens_nothing_to_the_manager(cast, run):
    for estimate in newest(cast.bruno):
        grants.give(person=cast.bruno, grantee=cast.jules, target=estimate, label="Essai", until=UNTIL, at=NOW)
    assert not visible_to(cast.jules, cast.bruno, NOW).exists()


def test_nobody_shares_what_is_another_s(cast, run):
    switch_on(cast.amina)
    with pytest.raises(PermissionDenied):
        shares.share_items(by=cast.amina, estimates=newest(cast.bruno), grantee=cast.esther, until=UNTIL, at=NOW)


def test_a_grant_on_another_s_row_opens_nothing(cast, run):
    """A grant names its giver: one that Amina writes on Bruno's row is worth nothing."""
    [estimate, _other] = newest(cast.bruno)
    grants.give(person=cast.amina, grantee=cast.esther, target=estimate, label="Essai", until=UNTIL, at=NOW)
    assert not shared_with(cast.esther, NOW).exists()


def test_taking_back_closes_at_once(cast, run):
    given = share(cast, cast.esther, newest(cast.bruno))

    shares.take_back(by=cast.bruno, grants_given=given, at=NOW)

    assert not visible_to(cast.esther, cast.bruno, NOW).exists()


def test_switching_off_closes_and_on_again_opens(cast, run):
    share(cast, cast.esther, newest(cast.bruno))

    diagnostics.switch_off(by=cast.bruno, at=NOW)

    assert not visible_to(cast.esther, cast.bruno, NOW).exists()
    assert visible_to(cast.bruno, cast.bruno, NOW).count() == 2
    with pytest.raises(shares.ShareRefused):
        share(cast, cast.esther, newest(cast.bruno))


def test_who_left_shares_nothing_any_more(cast, run):
    share(cast, cast.esther, newest(cast.bruno))
    end_access(by=cast.olga, person=cast.bruno, at=NOW)
    assert not visible_to(cast.esther, cast.bruno, NOW).exists()


def test_deleting_the_run_takes_items_sheet_and_grants_away(cast, run):
    share(cast, cast.esther, newest(cast.bruno))
    competency = run.targets.first().competency
    sheet = talk_sheets.write_sheet(by=cast.bruno, run=run, questions={competency.pk: "Quand?"}, note="", at=NOW)
    shares.show_sheet(by=cast.bruno, sheet=sheet, grantee=cast.jules, until=UNTIL, at=NOW)

    runs.delete_run(by=cast.bruno, run=run, at=NOW)

    assert (Estimate.objects.count(), TalkSheet.objects.count(), Grant.objects.count()) == (0, 0, 0)


def test_erasing_measures_takes_their_grants_along(cast, run):
    share(cast, cast.esther, newest(cast.bruno))
    erase_measures(person=cast.bruno)
    assert not Grant.objects.exists()


def test_the_sheet_may_be_shown_to_the_manager_and_not_to_a_recruiter(cast, run):
    competency = run.targets.first().competency
    sheet = talk_sheets.write_sheet(by=cast.bruno, run=run, questions={competency.pk: "Quand?"}, note="", at=NOW)

    shares.show_sheet(by=cast.bruno, sheet=sheet, grantee=cast.jules, until=UNTIL, at=NOW)
    with pytest.raises(shares.ShareRefused):
        shares.show_sheet(by=cast.bruno, sheet=sheet, grantee=cast.hugo, until=UNTIL, at=NOW)

    assert list(sheet_queries.shared_with(cast.jules, NOW)) == [sheet]
    assert not visible_to(cast.jules, cast.bruno, NOW).exists()
    diagnostics.switch_off(by=cast.bruno, at=NOW)
    assert not sheet_queries.shared_with(cast.jules, NOW).exists()
