"""The alarm: a line in the log, a notice to administrators at most once an hour, a word in /readyz."""

import datetime as dt

import pytest
from structlog.testing import capture_logs

from activity.actions.backlog import raise_alarm
from activity.models import Delivery, Notification
from activity.queries.backlog import MAIL_LIMIT, OUTBOX_LIMIT, backlog
from core.models import OutboxRow
from tests.cast import NOW
from tests.factories.activity import NotificationFactory

pytestmark = pytest.mark.django_db


def late_mail(cast, *, by):
    notice = NotificationFactory(person=cast.bruno)
    Delivery.objects.create(notification=notice, person=cast.bruno, due_at=NOW - by)


def late_row(*, by, **values):
    OutboxRow.objects.create(name="x.Y", payload={}, created_at=NOW - by, due_at=NOW - by, **values)


def test_in_time(cast):
    late_mail(cast, by=MAIL_LIMIT)
    late_mail(cast, by=-dt.timedelta(hours=3))
    late_row(by=OUTBOX_LIMIT)
    late_row(by=dt.timedelta(days=1), done_at=NOW)
    late_row(by=dt.timedelta(days=1), dead=True)
    state = backlog(NOW)
    assert (state.mails, state.outbox, state.late) == (MAIL_LIMIT, OUTBOX_LIMIT, False)


def test_late_mails_and_announcements(cast):
    assert backlog(NOW).late is False
    late_mail(cast, by=dt.timedelta(minutes=16))
    assert (backlog(NOW).mails_late, backlog(NOW).outbox_late) == (True, False)
    late_row(by=dt.timedelta(minutes=6))
    assert (backlog(NOW).mails_late, backlog(NOW).outbox_late) == (True, True)


def test_administrators_hear_of_it_once_an_hour(cast):
    late_mail(cast, by=dt.timedelta(minutes=40))
    for minutes in (0, 1, 30, 61):
        raise_alarm(state=backlog(NOW + dt.timedelta(minutes=minutes)), at=NOW + dt.timedelta(minutes=minutes))
    rows = Notification.objects.filter(kind="activity.backlog").order_by("pk")
    assert list(rows.values_list("person", "data")) == [
        (cast.olga.pk, {"mails": 40, "outbox": 0}),
        (cast.olga.pk, {"mails": 101, "outbox": 0}),
    ]


def test_the_watch_says_it_in_the_log_and_readyz_shows_it(cast, client_of, monkeypatch):
    from activity.tasks import backlog as task

    late_row(by=dt.timedelta(minutes=16))
    monkeypatch.setattr(task.timezone, "now", lambda: NOW)
    with capture_logs() as logs:
        assert task.watch_backlog() is True
    assert [(entry["event"], entry["outbox_seconds"]) for entry in logs if entry["log_level"] == "error"] == [
        ("backlog_late", 960)
    ]
    answer = client_of().get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["composants"]["annonces"] == "en retard (16 min)"
    assert answer.json()["composants"]["courriels"] == "ok"
    assert answer.json()["à l’heure"] is False
