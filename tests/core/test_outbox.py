"""Events: what was announced is delivered, at least once, each handler on its own."""

import datetime as dt
from dataclasses import dataclass

import pytest
from celery import current_app
from django.db import transaction

from core import events, outbox
from core.models import OutboxRow
from tests.cast import NOW


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(events.Event):
    kettle_id: int
    guests: tuple[int, ...] = ()


@pytest.fixture
def heard():
    """Handlers of a test event, taken away afterwards."""
    calls: list[tuple[str, events.Event]] = []
    failing: set[str] = set()

    def handler(name, when):
        def handle(event: KettleBoiled) -> None:
            if name in failing:
                raise RuntimeError("en panne")
            calls.append((name, event))

        handle.__qualname__ = name
        events.subscribe(KettleBoiled, when=when)(handle)

    handler("nudge", "commit")
    handler("notify", "later")
    handler("index", "later")
    yield calls, failing
    events._handlers.pop(KettleBoiled)


@pytest.mark.django_db(transaction=True)
def test_handlers_run_after_the_commit_and_never_before(heard):
    calls, _failing = heard
    event = KettleBoiled(kettle_id=3, guests=(1, 2), at=NOW)
    with transaction.atomic():
        outbox.publish(event)
        assert calls == []
    assert calls == [("nudge", event)]
    assert outbox.work_off_all(at=NOW) == 1
    assert calls == [("nudge", event), ("notify", event), ("index", event)]


@pytest.mark.django_db(transaction=True)
def test_who_works_off_itself_sends_no_worker_as_well(heard):
    calls, _failing = heard

    def queued() -> int:
        with current_app.connection_for_read() as broker:
            return int(broker.default_channel.client.llen(current_app.conf.task_default_queue))

    before, event = queued(), KettleBoiled(kettle_id=3, at=NOW)
    with outbox.worked_off_here(), transaction.atomic():
        outbox.publish(event)
    assert (queued() - before, calls, outbox.due_ids(at=NOW) == []) == (0, [("nudge", event)], False)
    assert outbox.work_off_all(at=NOW) == 1
    assert calls == [("nudge", event), ("notify", event), ("index", event)]
    outbox.publish(event)
    assert queued() - before == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_announced_by_a_transaction_that_failed(heard):
    calls, _failing = heard
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.publish(KettleBoiled(kettle_id=3, at=NOW))
        raise RuntimeError
    assert (calls, OutboxRow.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_failing_handler_breaks_nothing_and_is_tried_again_alone(heard):
    calls, failing = heard
    failing |= {"nudge", "notify"}
    with transaction.atomic():
        outbox.publish(KettleBoiled(kettle_id=3, at=NOW))
    outbox.work_off_all(at=NOW)
    row = OutboxRow.objects.get()
    assert [name for name, _ in calls] == ["index"]
    assert (row.done_at, row.attempts, row.due_at) == (None, 1, NOW + dt.timedelta(seconds=15))
    failing.clear()
    assert outbox.work_off_all(at=NOW) == 0
    assert outbox.work_off_all(at=NOW + dt.timedelta(seconds=15)) == 1
    assert [name for name, _ in calls] == ["index", "notify"]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_done_is_not_done_again(heard):
    calls, _failing = heard
    with transaction.atomic():
        outbox.publish(KettleBoiled(kettle_id=3, at=NOW))
    row_id = OutboxRow.objects.get().pk
    assert outbox.work_off(row_id, at=NOW) is True
    assert outbox.work_off(row_id, at=NOW) is True
    assert [name for name, _ in calls] == ["nudge", "notify", "index"]


def test_an_event_survives_the_outbox():
    events._names["tests.KettleBoiled"] = KettleBoiled
    event = KettleBoiled(kettle_id=3, guests=(1, 2), at=NOW)
    assert events.from_payload("tests.KettleBoiled", events.to_payload(event)) == event
    assert events.from_payload("tests.Gone", {}) is None
