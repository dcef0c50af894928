"""Proposals of change: by any member, carried to the draft, answered, withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from job_profiles.actions import changes, drafting
from job_profiles.enums import ChangeState
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(cast, complete):
    return changes.propose(
        by=cast.amina, version=complete, article="mission", body="Autrement.", reason="Plus clair.", at=NOW
    )


@pytest.mark.parametrize("missing", ["body", "reason"])
def test_it_says_what_and_why(cast, complete, missing):
    values = {"body": "Autrement.", "reason": "Plus clair.", missing: " "}
    with pytest.raises(ValidationError) as refusal:
        changes.propose(by=cast.amina, version=complete, article="mission", at=NOW, **values)
    assert list(refusal.value.message_dict) == [missing]


def test_nobody_proposes_on_a_draft(cast, draft):
    with pytest.raises(PermissionDenied):
        changes.propose(by=cast.amina, version=draft, article="mission", body="a", reason="b", at=NOW)


def test_accepted_it_stands_in_the_draft_under_way_or_in_the_next(cast, complete, change):
    answered = changes.answer_change(by=cast.lea, change=change, accept=True, answer="Oui.", at=NOW)
    assert (answered.state, answered.carried_to) == (ChangeState.ACCEPTED, None)
    draft = drafting.open_draft(by=cast.lea, profile=complete.profile, at=NOW)
    change.refresh_from_db()
    assert change.carried_to == draft
    other = changes.propose(by=cast.bruno, version=complete, article="title", body="a", reason="b", at=NOW)
    assert changes.answer_change(by=cast.lea, change=other, accept=True, answer="Oui.", at=NOW).carried_to == draft


def test_an_answer_is_the_owners_and_comes_once(cast, change):
    with pytest.raises(PermissionDenied):
        changes.answer_change(by=cast.gisele, change=change, accept=True, answer="Oui.", at=NOW)
    with pytest.raises(ValidationError):
        changes.answer_change(by=cast.lea, change=change, accept=False, answer=" ", at=NOW)
    changes.answer_change(by=cast.lea, change=change, accept=False, answer="Non, voici pourquoi.", at=NOW)
    with pytest.raises(PermissionDenied):
        changes.answer_change(by=cast.lea, change=change, accept=True, answer="Oui.", at=NOW)


def test_only_its_author_withdraws_it_while_it_waits(cast, change):
    with pytest.raises(PermissionDenied):
        changes.withdraw_change(by=cast.lea, change=change, at=NOW)
    changes.withdraw_change(by=cast.amina, change=change, at=NOW)
    change.refresh_from_db()
    assert change.state == ChangeState.WITHDRAWN
