"""Submission, decision by another pair of eyes, entry into force, retirement."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from job_profiles.actions import answers, consultations, decisions, drafting
from job_profiles.enums import LogKind, VersionState
from job_profiles.models import Decision, LogEntry, MinistryAnswer, ProfileVersion
from people.enums import RoleKind
from people.models import RoleHeld
from tests.cast import NOW, SINCE, TODAY

pytestmark = pytest.mark.django_db
LATER = TODAY + dt.timedelta(days=30)


@pytest.fixture
def submitted(cast, draft, consulted, mess):
    """Half of the ministries answered, all agreed; Léa asks for the decision."""
    answer = MinistryAnswer.objects.get(round=consulted, organisation=mess)
    answers.send_answer(by=cast.malik, answer=answer, edit=0, draft={}, rest_agrees=True, at=NOW)
    consultations.close_round(by=cast.lea, round=consulted, at=NOW)
    decisions.submit(by=cast.lea, version=draft, at=NOW)
    draft.refresh_from_db()
    return draft


def decide(by, version, outcome="approved", **values):
    given = {"reasons": "Bien mené.", "effective_on": TODAY, "at": NOW} | values
    return decisions.decide(by=by, version=version, outcome=outcome, **given)


def test_without_quorum_it_goes_only_with_a_reason(cast, draft, consulted):
    consultations.close_round(by=cast.lea, round=consulted, at=NOW)
    with pytest.raises(ValidationError, match="0 sur 2, il en faut 1"):
        decisions.submit(by=cast.lea, version=draft, at=NOW)
    with pytest.raises(ValidationError) as refusal:
        decisions.submit(by=cast.lea, version=draft, without_quorum=True, at=NOW)
    assert list(refusal.value.message_dict) == ["note"]
    decisions.submit(by=cast.lea, version=draft, note="Deux relances.", without_quorum=True, at=NOW)
    with pytest.raises(ValidationError) as refusal:
        decide(cast.gisele, draft)
    assert list(refusal.value.message_dict) == ["without_quorum"]
    decide(cast.gisele, draft, without_quorum=True)
    draft.refresh_from_db()
    assert draft.state == VersionState.IN_FORCE


def test_the_text_is_frozen_until_it_is_taken_back(cast, submitted):
    with pytest.raises(PermissionDenied):
        drafting.save_draft(
            by=cast.lea, version=submitted, edit=0, texts={"mission_fr": "Non."}, requirements=None, moves=None, at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileVersion.objects.filter(pk=submitted.pk).update(mission_fr="Non plus.")
    with pytest.raises(PermissionDenied):
        decisions.take_back(by=cast.gisele, version=submitted, at=NOW)
    decisions.take_back(by=cast.lea, version=submitted, at=NOW)
    submitted.refresh_from_db()
    assert (submitted.submitted_at, submitted.state) == (None, VersionState.CONSULTATION)


def test_who_wrote_or_submitted_does_not_decide(cast, submitted):
    RoleHeld.objects.create(person=cast.lea, role=RoleKind.STRATEGIC_TEAM, from_on=SINCE)
    for person in (cast.lea, cast.malik, cast.olga):
        with pytest.raises(PermissionDenied):
            decide(person, submitted)


def test_nothing_is_decided_before_it_is_submitted(cast, draft, consulted):
    with pytest.raises(PermissionDenied):
        decide(cast.gisele, draft)


def test_approved_today_it_is_in_force_and_the_proposal_is_retired(cast, complete, submitted):
    decision = decide(cast.gisele, submitted)
    submitted.refresh_from_db()
    complete.refresh_from_db()
    assert (submitted.state, submitted.effective_on, submitted.decided_at) == (VersionState.IN_FORCE, TODAY, NOW)
    assert complete.state == VersionState.RETIRED
    assert (decision.asked, decision.answered, decision.quorum, decision.open_objections) == (2, 1, 50, 0)
    kinds = list(LogEntry.objects.filter(version=submitted).values_list("kind", flat=True))
    assert kinds == ["drafted", "round_opened", "answered", "round_closed", "submitted", "decided", "in_force"]


def test_a_day_to_come_is_waited_for_and_the_one_before_ends_the_eve(cast, complete, submitted):
    decide(cast.gisele, submitted)
    profile = complete.profile
    following = drafting.open_draft(by=cast.lea, profile=profile, at=NOW)
    ProfileVersion.objects.filter(pk=following.pk).update(state=VersionState.CONSULTATION)
    ProfileVersion.objects.filter(pk=following.pk).update(state=VersionState.APPROVED, decided_at=NOW, effective_on=LATER)
    assert decisions.put_due_in_force(at=NOW) == 0
    at = dt.datetime.combine(LATER, dt.time(12), dt.UTC)
    assert [decisions.put_due_in_force(at=at) for _time in range(2)] == [1, 0]
    submitted.refresh_from_db()
    following.refresh_from_db()
    assert (following.state, submitted.state) == (VersionState.IN_FORCE, VersionState.RETIRED)
    assert submitted.until_on == LATER - dt.timedelta(days=1)


def test_approval_for_a_later_day_is_approved_only(cast, submitted):
    decide(cast.gisele, submitted, effective_on=LATER)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.effective_on) == (VersionState.APPROVED, LATER)


@pytest.mark.parametrize("outcome", ["rework", "refused"])
def test_rework_and_refusal_make_it_a_draft_again(cast, submitted, outcome):
    decide(cast.gisele, submitted, outcome)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.submitted_at, submitted.decided_at) == (VersionState.DRAFT, None, None)
    assert LogEntry.objects.filter(kind=LogKind.DECIDED).get().data["outcome"] == outcome
    saved = drafting.save_draft(
        by=cast.lea, version=submitted, edit=0, texts={"mission_fr": "Encore."}, requirements=None, moves=None, at=NOW
    )
    assert saved.edit == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [({"reasons": " "}, "reasons"), ({"effective_on": None}, "effective_on"), ({"effective_on": SINCE}, "effective_on")],
)
def test_a_decision_has_reasons_and_a_day(cast, submitted, values, field):
    with pytest.raises(ValidationError) as refusal:
        decide(cast.gisele, submitted, **values)
    assert list(refusal.value.message_dict) == [field]
    assert not Decision.objects.exists()


def test_a_reference_is_retired_by_the_strategic_team_with_reasons(cast, submitted):
    decide(cast.gisele, submitted)
    with pytest.raises(PermissionDenied):
        decisions.retire(by=cast.lea, version=submitted, reasons="Plus utile.", at=NOW)
    with pytest.raises(ValidationError):
        decisions.retire(by=cast.gisele, version=submitted, reasons="", at=NOW)
    decisions.retire(by=cast.gisele, version=submitted, reasons="Le métier n’existe plus.", at=NOW)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.until_on) == (VersionState.RETIRED, TODAY)
