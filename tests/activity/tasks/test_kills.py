"""Twenty workers killed in the middle (SIGKILL, at random moments): nothing is lost, nothing is doubled.

A real Celery worker in processes of its own, real PostgreSQL, Redis and SMTP. What a kill can double is one raw mail per
sending process, between the server's « 250 » and the word of it in Redis: it has the same Message-ID, and is counted apart.
"""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.utils import timezone

from activity.actions.subscriptions import follow_many
from activity.models import Delivery, Notification
from community.actions import replies, spaces, threads
from community.models import Thread
from core.models import OutboxRow
from people.models import Person, User
from tests.activity.sink import Sink, listening
from tests.cast import create_cast

PEOPLE, FACTS, KILLS, KILLS_OF_EXPANSION = 5000, 4, 20, 8
LONG_AGO = dt.timedelta(days=2)
PATIENCE = 600


@contextmanager
def worker(sink: Sink, log: Path) -> Iterator[None]:
    """A worker that has begun to take tasks; killed with all its processes at the end."""
    database = connection.settings_dict
    env = {
        **os.environ,
        "DATABASE_URL": f"postgres://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}?host={database['HOST']}"
        + (f"&port={database['PORT']}" if database["PORT"] else ""),
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "SERVING": "work",
        "REDIS_URL": settings.REDIS_URL,
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "network.celery", "worker", "--concurrency=2", "--loglevel=INFO",
             "--without-gossip", "--without-mingle", "--without-heartbeat"],
            stdout=output, stderr=subprocess.STDOUT, env=env, start_new_session=True, cwd=settings.BASE_DIR,
        )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while b" ready." not in log.read_bytes():
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < until, log.read_text("utf-8")
            time.sleep(0.05)
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def a_crowd(place) -> list[int]:
    users = User.objects.bulk_create(
        [User(email=f"foule{n}@exemple.test", password=UNUSABLE_PASSWORD_PREFIX) for n in range(PEOPLE)]
    )
    common = {"given_name": "Foule", "sort_key": "foule", "folded_name": "foule", "organisation": place}
    people = Person.objects.bulk_create([Person(user=user, joined_at=timezone.now(), **common) for user in users])
    return [person.pk for person in people]


def ask_for(*names: str) -> None:
    """What beat does every twenty seconds."""
    for name in names:
        current_app.send_task(name)


def wait_until_done() -> None:
    until = time.monotonic() + PATIENCE
    while OutboxRow.objects.filter(done_at=None).exists() or Delivery.objects.filter(state="due").exists():
        assert time.monotonic() < until
        ask_for("core.sweep_outbox", "activity.send_mails")
        time.sleep(1.5)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_twenty_killed_workers_lose_and_double_nothing(tmp_path, capsys):
    cast, dice, now = create_cast(), random.Random(20), timezone.now()
    space = spaces.create_space(by=cast.chloe, name="Foule", access="open", summary="Essai.", at=now)
    thread = threads.post_thread(by=cast.chloe, space=space, title="À tous", body="Bonjour.", kind="discussion", at=now)
    OutboxRow.objects.all().delete()
    crowd = a_crowd(cast.chloe.organisation)
    follow_many(person_ids=crowd, target=thread, at=now)
    current_app.control.purge()
    hits = Counter()
    with listening() as sink:
        sink.delay = 0.01  # else all have left before the last kills
        for number in range(KILLS):
            with worker(sink, tmp_path / f"{number}.log"):
                if number < KILLS_OF_EXPANSION:
                    if number % (KILLS_OF_EXPANSION // FACTS) == 0:
                        thread.refresh_from_db()
                        replies.post_reply(by=cast.chloe, thread=thread, body=f"Fait {number}.", at=now - LONG_AGO)
                    ask_for("core.sweep_outbox")
                    time.sleep(dice.uniform(0.05, 0.5))
                    hits["expansion"] += OutboxRow.objects.filter(done_at=None).exists()
                else:
                    ask_for("core.sweep_outbox", "activity.send_mails", "activity.send_mails")
                    time.sleep(dice.uniform(0.5, 4))
                    hits["envoi"] += Delivery.objects.filter(state="due").exists()
        with worker(sink, tmp_path / "last.log"):
            wait_until_done()
        numbers = Counter(str(mail["Message-ID"]) for mail in sink.mails)
        raw = len(sink.mails) - len(numbers)
        with capsys.disabled():
            print(  # noqa: T201 (a figure for the note)
                f"\n{KILLS} arrêts, en plein travail : {dict(hits)}; {len(sink.mails)} courriels reçus, {raw} en double"
            )
    followers = Notification.objects.filter(person__in=crowd)
    assert Thread.objects.get(pk=thread.pk).reply_count == FACTS
    assert followers.count() == PEOPLE * FACTS
    assert followers.values("person", "event_key").distinct().count() == PEOPLE * FACTS
    assert list(Delivery.objects.filter(person__in=crowd).values_list("state").distinct()) == [("sent",)]
    assert Delivery.objects.filter(person__in=crowd).count() == PEOPLE * FACTS
    assert len(numbers) == PEOPLE
    assert Counter(str(mail["To"]) for mail in {str(mail["Message-ID"]): mail for mail in sink.mails}.values()) == Counter(
        f"foule{n}@exemple.test" for n in range(PEOPLE)
    )
    assert raw <= 2 * KILLS
    assert hits["expansion"] + hits["envoi"] >= KILLS // 2
