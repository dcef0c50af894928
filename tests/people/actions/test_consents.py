"""Consents: off until accepted, each decision a row, a new notice asks again, the newest row counts."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from people.actions.consents import ConsentRefused, decide
from people.models import Consent
from people.queries import consents
from people.queries.consents import Purpose, has_consent, people_who_consent, purposes, states
from tests.factories.people import PersonFactory

PURPOSE = "competency_suggestions"


@pytest.fixture
def person(db):
    return PersonFactory()


def choose(person, choice, now, purpose=PURPOSE, version=None):
    return decide(person=person, purpose=purpose, version=version or purposes[purpose].version, choice=choice, at=now)


def test_what_infers_something_is_off_until_accepted(person):
    inferring = [purpose for purpose in purposes if not purpose.is_needed]
    assert inferring
    assert [has_consent(person, purpose.key) for purpose in inferring] == [False] * len(inferring)


def test_accepted_then_taken_back(person, now):
    choose(person, "given", now)
    assert has_consent(person, PURPOSE)
    choose(person, "withdrawn", now + dt.timedelta(minutes=1))
    assert not has_consent(person, PURPOSE)
    assert [row.choice for row in Consent.objects.order_by("at")] == ["given", "withdrawn"]


def test_the_same_choice_twice_is_one_row(person, now):
    assert choose(person, "given", now) == choose(person, "given", now + dt.timedelta(days=1))


def test_two_decisions_at_the_same_moment_the_later_row_counts(person, now):
    choose(person, "given", now)
    choose(person, "withdrawn", now)
    assert not has_consent(person, PURPOSE)


def test_a_needed_purpose_cannot_be_refused(person, now):
    with pytest.raises(ConsentRefused):
        choose(person, "withdrawn", now, purpose="profile")
    assert has_consent(person, "profile")


def test_an_old_notice_cannot_be_accepted(person, now):
    with pytest.raises(ConsentRefused, match="a changé"):
        choose(person, "given", now, version="2019-01")


def test_nothing_to_accept_where_nothing_runs(person, now):
    with pytest.raises(ConsentRefused):
        choose(person, "given", now, purpose="activity_suggestions")


def test_an_unknown_purpose_is_refused_and_never_consented(person, now):
    with pytest.raises(ConsentRefused):
        decide(person=person, purpose="vente", version="1", choice="given", at=now)
    assert not has_consent(person, "vente")


def test_a_new_version_of_the_notice_asks_again(person, now, monkeypatch):
    choose(person, "given", now)
    newer = Purpose(
        key=PURPOSE, order=1, version="2030-01", label_fr="Suggestions", label_en="", notice_fr="<p>Avis</p>", notice_en=""
    )
    monkeypatch.setitem(consents.purposes._entries, PURPOSE, newer)
    monkeypatch.setattr(consents.purposes, "_sorted", None)
    assert not has_consent(person, PURPOSE)
    state = next(state for state in states(person) if state.purpose.key == PURPOSE)
    assert (state.given, state.outdated) == (False, True)
    choose(person, "given", now + dt.timedelta(days=1))
    assert has_consent(person, PURPOSE)


def test_who_left_consents_to_nothing(person, now):
    choose(person, "given", now)
    person.status = "left"
    assert not has_consent(person, PURPOSE)


def test_many_people_in_one_query(person, now, django_assert_num_queries):
    other = PersonFactory()
    choose(person, "given", now)
    with django_assert_num_queries(1):
        assert people_who_consent(PURPOSE, [person.pk, other.pk]) == {person.pk}
    assert people_who_consent("profile", [person.pk, other.pk]) == {person.pk, other.pk}


def test_decisions_cannot_be_rewritten_or_deleted(person, now):
    row = choose(person, "given", now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(pk=row.pk).update(choice="withdrawn")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
