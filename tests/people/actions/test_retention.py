"""What is kept no longer than it serves; a dry run writes nothing; one failing rule does not stop the others."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from people.actions import retention
from people.models import AccessEntry, Attachment, Grant, Invitation
from people.queries.registries import RetentionRule, retention_rules
from people.tasks import run_retention
from tests.cast import TODAY
from tests.factories.people import OrganisationFactory, PersonFactory


def invitation(email, now, **fields):
    values = {"created_at": now, "expires_at": now + dt.timedelta(days=14)} | fields
    return Invitation.objects.create(email=email, organisation=OrganisationFactory(), token_digest=email, **values)


def attachment(person, at, state="draft"):
    row = Attachment(
        owner=person, name="note.txt", extension="txt", media_type="text/plain", size=4, digest="x", state=state
    )
    row.created_at = at
    row.file.save("note.txt", ContentFile(b"note"), save=False)
    row.save()
    return row


@pytest.fixture
def world(db, now, settings, tmp_path):
    """One row of each kind that is due, and one that is not."""
    settings.MEDIA_ROOT = tmp_path
    person, other = PersonFactory(), PersonFactory()
    long_ago, recent = now - dt.timedelta(days=800), now - dt.timedelta(hours=1)
    invitation("vieille", now, expires_at=now - dt.timedelta(days=31))
    invitation("acceptee", now, accepted_at=now - dt.timedelta(days=31))
    invitation("ouverte", now)
    due, kept = attachment(person, now - dt.timedelta(hours=49)), attachment(person, recent)
    attachment(person, long_ago, state="published")
    for at in (long_ago, recent):
        AccessEntry.objects.create(person=person, viewer=other, what="Plan", at=at)
    for until, revoked_at in ((TODAY - dt.timedelta(days=400), None), (TODAY, long_ago), (TODAY, None)):
        Grant.objects.create(
            person=person,
            grantee=other,
            target=person,
            label="Plan",
            created_at=long_ago,
            until=until,
            revoked_at=revoked_at,
        )
    Session.objects.create(session_key="vieille", session_data="", expire_date=now - dt.timedelta(days=1))
    Session.objects.create(session_key="ouverte", session_data="", expire_date=now + dt.timedelta(days=1))
    return due, kept


EXPECTED = {"invitations": 2, "brouillons": 1, "consultations": 1, "partages": 2, "sessions": 1}


def counts(reports):
    return {report.rule.key: report.count for report in reports if report.rule.key in EXPECTED}


def test_a_dry_run_counts_and_writes_nothing(world, now):
    assert counts(retention.run(at=now, dry_run=True)) == EXPECTED
    assert counts(retention.run(at=now, dry_run=True)) == EXPECTED


def test_what_is_due_goes_and_the_second_run_does_nothing_more(world, now, django_capture_on_commit_callbacks):
    due, kept = world
    with django_capture_on_commit_callbacks(execute=True):
        assert counts(retention.run(at=now)) == EXPECTED
    assert counts(retention.run(at=now)) == dict.fromkeys(EXPECTED, 0)
    assert list(Invitation.objects.values_list("email", flat=True)) == ["ouverte"]
    assert (due.file.storage.exists(due.file.name), kept.file.storage.exists(kept.file.name)) == (False, True)
    assert Attachment.objects.count() == 2
    assert (AccessEntry.objects.count(), Grant.objects.count(), Session.objects.count()) == (1, 1, 1)


@pytest.fixture
def broken_rule():
    def fail(at, dry_run):
        raise RuntimeError("panne")

    rule = RetentionRule(key="essai-panne", order=1, label="Essai", keeps="jamais", apply=fail)
    retention_rules.register(rule)
    yield rule
    retention_rules.remove(rule.key)


def test_a_failing_rule_is_said_and_the_others_go_on(world, now, broken_rule):
    reports = retention.run(at=now)
    assert [report.rule.key for report in reports if report.failed] == ["essai-panne"]
    assert counts(reports) == EXPECTED


def test_the_command_prints_a_table_in_french(world):
    out = StringIO()
    call_command("run_retention", "--dry-run", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].split() == ["Donnée", "Conservée", "À", "supprimer"]
    assert any("Journal des consultations" in line and "2 ans" in line for line in lines)


def test_the_command_fails_when_a_rule_does(db, broken_rule):
    with pytest.raises(CommandError):
        call_command("run_retention", "--dry-run", stdout=StringIO())


def test_the_task_may_run_twice(world):
    run_retention()
    assert set(run_retention().values()) == {0}
