"""What the two pages opened most read in one statement says what the general reads say."""

import datetime as dt

import pytest
from django.utils import timezone

from competencies.enums import BankState, ItemKind
from competencies.models import Framework
from learning.enums import CampaignState
from learning.models import Answer, Run
from learning.queries.diagnostics import finished_runs, invitations_of, is_on, standing_of
from learning.queries.readings import all_runs, reading_of
from learning.queries.runs import Told, aimed_in, last_finished, latest_answers, open_run, outcome, told_in
from people.models import Consent
from people.queries.consents import purposes
from tests.cast import TODAY
from tests.factories.learning import (
    CLEARLY_MET,
    CampaignFactory,
    CampaignMemberFactory,
    ItemBankFactory,
    ItemFactory,
    RunFactory,
    finished_run,
)
from tests.learning.conftest import switch_on

pytestmark = pytest.mark.django_db


def aim(run: Run, levels) -> None:
    for place, (competency, level) in enumerate(levels.items()):
        run.targets.create(competency=competency, level=level, order=len(levels) - place)


def test_a_run_with_its_aims_in_their_order(cast, competencies):
    switch_on(cast.bruno)
    run = RunFactory(person=cast.bruno, started_at=timezone.now())
    aim(run, {competencies[0]: 2, competencies[1]: 4, competencies[2]: 1})

    found = reading_of(cast.bruno, run.pk)

    general = Run.objects.select_related("bank").get(pk=run.pk)
    assert {field.attname: getattr(found.run, field.attname) for field in Run._meta.concrete_fields} == {
        field.attname: getattr(general, field.attname) for field in Run._meta.concrete_fields
    }
    assert (found.run.bank.version, found.run.bank.state) == (general.bank.version, general.bank.state)
    assert list(found.aimed.items()) == list(aimed_in(run).items())
    assert found.on is True


def test_nobody_reads_the_run_of_another(cast):
    run = RunFactory(person=cast.bruno, started_at=timezone.now())
    with pytest.raises(Run.DoesNotExist):
        reading_of(cast.amina, run.pk)


CURRENT = purposes["diagnostic"].version
ON, OFF, BEFORE = ("given", CURRENT), ("withdrawn", CURRENT), ("given", "ancien")


@pytest.mark.parametrize("said", [[], [ON], [ON, OFF], [OFF, ON], [BEFORE], [BEFORE, ON], [ON, BEFORE]])
def test_on_or_off_as_consents_have_it(cast, said):
    run = RunFactory(person=cast.bruno, started_at=timezone.now())
    for hours, (choice, version) in enumerate(said):
        at = timezone.now() + dt.timedelta(hours=hours)
        Consent.objects.create(person=cast.bruno, purpose="diagnostic", notice_version=version, choice=choice, at=at)
    switch_on(cast.amina)

    assert reading_of(cast.bruno, run.pk).on is all_runs(cast.bruno, 2).on is is_on(cast.bruno)
    assert is_on(cast.bruno) is (said[-1:] == [ON])
    assert all_runs(cast.bruno, 2).outdated is (said[-1:] == [BEFORE])


def test_the_framework_loaded_anew_is_another_key(cast):
    run = RunFactory(person=cast.bruno, started_at=timezone.now())
    before = reading_of(cast.bruno, run.pk).framework
    Framework.objects.update(current=False)
    Framework.objects.filter(pk=run.bank.framework_id).update(current=True, loaded_at=timezone.now())
    assert reading_of(cast.bruno, run.pk).framework != before


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("number", [0, 1, 10, 11])
def test_all_runs_and_the_first_page_of_the_finished(cast, competencies, number, opened):
    now = timezone.now()
    switch_on(cast.bruno)
    for days in range(number):
        finished_run(cast.bruno, {competencies[0]: CLEARLY_MET}, at=now - dt.timedelta(days=days))
    if opened:
        aim(RunFactory(person=cast.bruno, started_at=now), {competencies[0]: 2, competencies[1]: 4})

    standing = standing_of(cast.bruno, now, timezone.localdate())

    general = list(finished_runs(cast.bruno)[:10])
    assert standing.open == open_run(cast.bruno)
    assert standing.latest == last_finished(cast.bruno)
    assert standing.finished.items == general
    assert [run.asked for run in standing.finished.items] == [run.asked for run in general]
    assert (standing.finished.next_cursor is not None) is (number > 10)
    if number:
        verdicts = list(standing.latest.targets.values_list("verdict", flat=True))
        totals = standing.totals
        assert (totals.met, totals.gap) == (verdicts.count("met"), verdicts.count("gap"))
        assert totals.met + totals.gap + totals.undecided == len(verdicts)


def test_what_a_row_names_costs_no_further_query(cast, competencies, django_assert_num_queries):
    switch_on(cast.bruno)
    finished_run(cast.bruno, {competencies[0]: CLEARLY_MET}, at=timezone.now())
    with django_assert_num_queries(1):
        (seen,) = all_runs(cast.bruno, 11).finished
        assert seen.run.bank.state in BankState.values
        assert (seen.run.version, seen.run.campaign) == (None, None)


def test_answers_as_the_models_have_them(cast, competencies):
    run = RunFactory(person=cast.bruno, bank=ItemBankFactory(state=BankState.DRAFT), started_at=timezone.now())
    options = [{"fr": "Un", "en": "One", "right": False}, {"fr": "Deux", "en": "Two", "right": True}]
    question = {"kind": ItemKind.SCENARIO, "options": options, "thresholds": [2.0], "because_fr": "Parce que."}
    said = [({}, 3), ({}, None), (question, 1), (question, 0), (question, None)]
    for place, (more, value) in enumerate(said, 1):
        item = ItemFactory(bank=run.bank, competency=competencies[0], **more)
        Answer.objects.create(run=run, item=item, place=place, value=value, seconds=place, at=timezone.now())
    first = Answer.objects.get(run=run, place=1)
    Answer.objects.create(run=run, item=first.item, place=1, revision=1, value=0, at=timezone.now())

    assert told_in(run) == [
        Told(one.place, one.item.key, outcome(one.item, one.value), one.seconds, one.item.kind == ItemKind.SCENARIO)
        for one in latest_answers(run)
    ]
    assert [one.outcome for one in told_in(run)] == [0, None, 1, 0, None]


@pytest.mark.parametrize(
    ("campaign", "member", "answered", "invited"),
    [
        ({}, {}, False, True),
        ({}, {}, True, False),
        ({}, {"left_at": timezone.now()}, False, False),
        ({}, {"declined_at": timezone.now()}, False, False),
        ({"state": CampaignState.CLOSED}, {}, False, False),
        ({"opens_on": TODAY + dt.timedelta(days=1)}, {}, False, False),
        ({"opens_on": TODAY - dt.timedelta(days=9), "closes_on": TODAY}, {}, False, True),
        ({"opens_on": TODAY - dt.timedelta(days=9), "closes_on": TODAY - dt.timedelta(days=1)}, {}, False, False),
    ],
)
def test_open_campaigns_invite_who_stayed_and_did_not_answer(cast, campaign, member, answered, invited):
    found = CampaignFactory(**{"state": CampaignState.OPEN, **campaign})
    CampaignMemberFactory(campaign=found, person=cast.bruno, **member)
    CampaignMemberFactory(campaign=found, person=cast.amina)
    if answered:
        RunFactory(person=cast.bruno, campaign=found)
    assert invitations_of(cast.bruno, TODAY) == ([found] if invited else [])


def test_the_campaign_that_ends_first_comes_first(cast):
    later, sooner = (
        CampaignFactory(state=CampaignState.OPEN, closes_on=TODAY + dt.timedelta(days=days)) for days in (30, 10)
    )
    for one in (later, sooner):
        CampaignMemberFactory(campaign=one, person=cast.bruno)
    assert invitations_of(cast.bruno, TODAY) == [sooner, later]
