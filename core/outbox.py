"""Durable work after a commit: the outbox and how it is worked off.

A row is written in the same transaction as the fact. `work_off` runs the handlers of one row, each on its own, and notes
each that is done, so that a row taken again (a killed worker, a failed handler) runs only what is left. Handlers are
idempotent: at least once is what is promised. `sweep` takes what was left behind.
"""

import datetime as dt
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog
from celery import current_app
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from core import events
from core.database import prepared
from core.models import OutboxRow

log = structlog.get_logger(__name__)
MAX_ATTEMPTS = 12
FIRST_RETRY = dt.timedelta(seconds=15)
LONGEST_RETRY = dt.timedelta(hours=1)
_handing_over: ContextVar[bool] = ContextVar("handing_over", default=True)
_RECORD = """
INSERT INTO core_outboxrow (name, payload, handled, attempts, last_error, dead, created_at, due_at)
VALUES (%s, %s, '{}', 0, '', false, %s, %s) RETURNING id
"""


def publish(event: events.Event) -> None:
    """Announce a fact from inside the transaction that made it. Never raises because of a handler."""
    event_type = type(event)
    row_id = record(event) if events.handlers_of(event_type, "later") else None
    if row_id is not None or events.handlers_of(event_type, "commit"):
        for_worker = row_id if _handing_over.get() else None
        transaction.on_commit(functools.partial(_after_commit, event, for_worker), robust=True)


@contextmanager
def worked_off_here() -> Iterator[None]:
    """For a command that publishes thousands and calls `work_off_all` itself: workers are not sent each of them as well.

    What it leaves undone, the sweeper takes.
    """
    token = _handing_over.set(False)
    try:
        yield
    finally:
        _handing_over.reset(token)


def _after_commit(event: events.Event, row_id: int | None) -> None:
    for handler in events.handlers_of(type(event), "commit"):
        try:
            handler(event)
        except Exception:
            log.exception("event_handler_failed", handler=events.handler_name(handler))
    if row_id is not None:
        enqueue(row_id)


@prepared
def record(event: events.Event) -> int:
    """Write the row; returns its id. Plain SQL: every action waits for it."""
    with connection.cursor() as cursor:
        values: list[Any] = [events.event_name(type(event)), Jsonb(events.to_payload(event)), event.at, event.at]
        cursor.execute(_RECORD, values)
        return int(cursor.fetchone()[0])


def enqueue(row_id: int) -> None:
    """Hand the row to a worker now; when the queue cannot be reached the sweeper will."""
    try:
        current_app.send_task("core.deliver", args=(row_id,), retry=False)
    except Exception:
        log.warning("outbox_enqueue_failed", row=row_id)


def work_off(row_id: int, *, at: dt.datetime) -> bool:
    """Run what is left of one row; True when nothing is left. A row another worker holds counts as not ours: True."""
    with transaction.atomic():
        row = OutboxRow.objects.select_for_update(skip_locked=True).filter(pk=row_id, done_at=None).first()
        if row is None:
            return True
        event = events.from_payload(row.name, row.payload)
        failed = "" if event is None else _run_handlers(row, event)
        row.attempts += 1
        row.last_error = failed[:500]
        if not failed:
            row.done_at = at
        elif row.attempts >= MAX_ATTEMPTS:
            row.dead = True
            log.error("outbox_row_dead", row=row.pk, name=row.name)
        else:
            row.due_at = at + min(FIRST_RETRY * 2 ** (row.attempts - 1), LONGEST_RETRY)
        row.save(update_fields=["attempts", "last_error", "done_at", "dead", "due_at", "handled"])
        return not failed


def _run_handlers(row: OutboxRow, event: events.Event) -> str:
    failed = ""
    for handler in events.handlers_of(type(event), "later"):
        name = events.handler_name(handler)
        if name in row.handled:
            continue
        try:
            with transaction.atomic():
                handler(event)
            row.handled.append(name)
        except Exception as error:
            failed = f"{name}: {type(error).__name__}"
            log.exception("event_handler_failed", handler=name, event_type=row.name, row=row.pk)
    return failed


def due_ids(*, at: dt.datetime, limit: int = 500) -> list[int]:
    """Rows that wait, oldest first."""
    waiting = OutboxRow.objects.filter(done_at=None, dead=False, due_at__lte=at).order_by("due_at", "pk")
    return list(waiting.values_list("pk", flat=True)[:limit])


def work_off_all(*, at: dt.datetime, limit: int = 500) -> int:
    """Work off everything that is due, here and now (sweeper, loading commands, tests); returns how many rows."""
    ids = due_ids(at=at, limit=limit)
    for row_id in ids:
        work_off(row_id, at=at)
    return len(ids)


def prune(*, at: dt.datetime, keep: dt.timedelta = dt.timedelta(days=7)) -> int:
    """Forget rows done for longer than `keep`."""
    deleted, _ = OutboxRow.objects.filter(done_at__lt=at - keep).delete()
    return deleted
