"""Rows by the hundred thousand: COPY, with the defaults of the models filled in."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

REPORT_EVERY = 20_000


@contextmanager
def step(title: str) -> Iterator[None]:
    """Says what is being made and how long it took."""
    print(f"  {title}… ", end="", flush=True)
    start = time.monotonic()
    yield
    print(f"{time.monotonic() - start:.1f} s", flush=True)


def progress(count: int) -> None:
    """A sign of life in the line of a step."""
    if count and count % REPORT_EVERY == 0:
        print(f"{count // 1000} k ", end="", flush=True)
        sys.stdout.flush()


def first_id(model: type[models.Model]) -> int:
    """The number of the next row, for callers that number their rows themselves."""
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"]
    return int(last or 0) + 1


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows by COPY; `columns` are names of columns, all other fields get their model's default. Gives the count."""
    defaults = _defaults(model, set(columns))
    names = ", ".join(f'"{name}"' for name in [*columns, *defaults])
    constants = tuple(defaults.values())
    count = 0
    with connection.cursor() as cursor:
        with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as stream:
            for row in rows:
                stream.write_row((*row, *constants))
                count += 1
                progress(count)
        if isinstance(model._meta.pk, models.AutoField):
            for statement in connection.ops.sequence_reset_sql(_no_style(), [model]):
                cursor.execute(statement)
    return count


def _defaults(model: type[models.Model], given: set[str]) -> dict[str, Any]:
    """What the fields that are not given hold: their default, "" for text without one; those that may be empty stay so."""
    found: dict[str, Any] = {}
    for field in model._meta.local_concrete_fields:
        if field.column in given or field.primary_key:
            continue
        value = field.get_default()
        if value is None and field.null:
            continue
        found[field.column] = json.dumps(value) if isinstance(field, models.JSONField) else value
    return found


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()


@contextmanager
def without_triggers() -> Iterator[None]:
    """Audit triggers and the checks of foreign keys would double the work; only a superuser of PostgreSQL may pause them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        allowed = bool(cursor.fetchone()[0])
        if allowed:
            cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            if allowed:
                cursor.execute("SET session_replication_role = origin")
