"""The feed query alone, against `SELECT 1` over the same connection: any depth, any member."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.queries import feed
from benchmarks.bench import Bench, Row
from benchmarks.measures import median, percentile, ratio
from people.models import Person

MEDIAN_LIMIT, P95_LIMIT = 5.0, 10.0
DEEP_PAGES = 20
DEEP_MEMBERS = 200
RUNS = 3


def run(bench: Bench) -> Iterator[Row]:
    people = list(Person.objects.filter(pk__in=bench.world.people).order_by("pk"))
    for person in people[:50]:
        feed.page(person)
    times, floors = _compare([(person, None) for person in people])
    yield _row("Requête du fil, médiane des membres", median(times), median(floors), MEDIAN_LIMIT, times)
    yield _row("Requête du fil, p95 des membres", percentile(times, 0.95), median(floors), P95_LIMIT, times)
    below = list(_deep(people[:: max(len(people) // DEEP_MEMBERS, 1)]))
    times, floors = _compare(below)
    row = _row(f"Requête du fil, {DEEP_PAGES} pages plus bas", median(times), median(floors), MEDIAN_LIMIT, times)
    row.note += f"; {len(below)} membres qui ont autant de lignes"
    yield row


def _compare(asked: Sequence[tuple[Person, str | None]]) -> tuple[list[float], list[float]]:
    """Feed and `SELECT 1` in turn, the least of a few runs of each: what else the machine does is left out."""
    times, floors = [], []
    for person, cursor in asked:
        statements = _statements(person, cursor)
        pairs = [(_timed([("SELECT 1", None)]), _timed(statements)) for _ in range(RUNS)]
        floors.append(min(floor for floor, _ in pairs))
        times.append(min(seconds for _, seconds in pairs))
    return times, floors


def _row(label: str, seconds: float, floor: float, limit: float, values: Sequence[float]) -> Row:
    times = ratio(seconds, floor)
    return Row(
        label,
        queries=1,
        p50=median(values) * 1000,
        p99=percentile(values, 0.99) * 1000,
        target=f"≤ {limit:g} × SELECT 1",
        reached=times <= limit,
        note=f"{seconds * 1000:.2f} ms = {times:.1f} × SELECT 1 ({floor * 1000:.3f} ms)".replace(".", ","),
        details={"seconds": seconds, "select_1": floor, "times": times},
    )


def _statements(person: Person, cursor: str | None) -> list[tuple[str, Any]]:
    """What the feed really sends, with its values, so that the building of objects in Python is not counted."""
    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        feed.page(person, cursor)
    return sent


def _timed(statements: Sequence[tuple[str, Any]]) -> float:
    with connection.cursor() as cursor:
        start = time.perf_counter()
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()
        return time.perf_counter() - start


def _deep(people: Sequence[Person]) -> Iterator[tuple[Person, str]]:
    for person in people:
        cursor: str | None = None
        for _ in range(DEEP_PAGES):
            cursor = feed.page(person, cursor).next_cursor
            if not cursor:
                break
        if cursor:
            yield person, cursor


def explain(person: Person) -> str:
    """The plan of one member's feed, for who looks where its time goes."""
    with CaptureQueriesContext(connection) as captured:
        feed.page(person)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {captured.captured_queries[-1]['sql']}")
        return "\n".join(row[0] for row in cursor.fetchall())
