"""What every scenario works with: the world, signed-in visitors, the page server, the floor beside each page."""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from benchmarks import load
from benchmarks.accounting import NOTHING, Meter, Spent
from benchmarks.floor import ADDRESS
from benchmarks.load import Call, Run
from benchmarks.measures import Latency, ratio
from benchmarks.server import Server, await_answer, start, stop
from benchmarks.visitors import Visitor, forget_sessions, sign_in
from benchmarks.world import World

VISITORS = 400
WARMING = 48
CONNECTIONS = 16
MAX_QUERIES = 8

CallOf = Callable[[int], Call]


@dataclass(frozen=True)
class Effort:
    """How many requests: rounds of floor and page in turn over one connection, then some over sixteen."""

    rounds: int = 4
    per_round: int = 80
    crowded: int = 320


USUAL = Effort()


@dataclass
class Row:
    """One line of the table. `reached` is None where nothing was aimed at; CPU and latencies are milliseconds."""

    label: str
    queries: int | None = None
    cpu: float | None = None
    p50: float | None = None
    p99: float | None = None
    ratio: float | None = None
    target: str = ""
    reached: bool | None = None
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    scenario: str = ""


@dataclass(frozen=True)
class Measured:
    """CPU per request of a page and of the floor in the same minute; latencies over one and over sixteen connections."""

    page: Spent
    floor: Spent
    alone: Latency
    crowded: Latency
    floor_crowded: Latency
    statuses: dict[int, int]

    @property
    def ratio(self) -> float:
        return ratio(self.page.total, self.floor.total)

    def details(self) -> dict[str, Any]:
        def parts(spent: Spent) -> dict[str, float]:
            return {name: round(getattr(spent, name) * 1000, 3) for name in ("server", "postgres", "redis", "total")}

        return {
            "cpu_ms": parts(self.page),
            "floor_cpu_ms": parts(self.floor),
            "p50_1": self.alone.p50,
            "p99_1": self.alone.p99,
            "p50_16": self.crowded.p50,
            "p99_16": self.crowded.p99,
            "p99_over_p50_16": ratio(self.crowded.p99, self.crowded.p50),
            "floor_p50_16": self.floor_crowded.p50,
            "floor_p99_16": self.floor_crowded.p99,
            "statuses": self.statuses,
        }


class Bench:
    """Handed to every scenario; the page server is started when the first one needs it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.dice = random.Random(world.size.members)
        people = self.dice.sample(world.people, min(VISITORS, len(world.people)))
        forget_sessions()
        self.visitors: list[Visitor] = sign_in(people)
        self._stack = ExitStack()
        self._pages: Server | None = None

    def close(self) -> None:
        self._stack.close()

    @property
    def pages(self) -> Server:
        """The production set-up for pages."""
        if self._pages is None:
            server = start("granian")
            self._stack.callback(stop, server)
            await_answer(server)
            self._pages = server
        return self._pages

    def visitor(self, number: int) -> Visitor:
        return self.visitors[number % len(self.visitors)]

    def run(self, calls: Sequence[Call], connections: int = 1) -> Run:
        return asyncio.run(load.run(self.pages.port, calls, connections))

    def ask(self, call: Call) -> load.Answer:
        return load.ask(self.pages.port, call)

    def floor_calls(self, count: int, start: int = 0) -> list[Call]:
        return [self.visitor(start + number).get(ADDRESS) for number in range(count)]

    def compare(self, call_of: CallOf, effort: Effort = USUAL) -> Measured:
        """Floor and page in turn, so that whatever else the machine does falls on both."""
        pid = self.pages.pid
        self.run(self.floor_calls(WARMING), CONNECTIONS)
        result = self.run([call_of(number) for number in range(WARMING)], CONNECTIONS)
        meter, floor, page = Meter(pid), NOTHING, NOTHING
        alone, made, floors = Run(), WARMING, 0
        for number in range(effort.rounds + 1):
            before = meter.read()
            self.run(self.floor_calls(effort.per_round, floors))
            floor, floors = floor + (meter.read() - before), floors + effort.per_round
            if number < effort.rounds:
                before = meter.read()
                alone.extend(self.run([call_of(made + place) for place in range(effort.per_round)]))
                page, made = page + (meter.read() - before), made + effort.per_round
        floor_crowded = self.run(self.floor_calls(effort.crowded), CONNECTIONS)
        crowded = self.run([call_of(made + place) for place in range(effort.crowded)], CONNECTIONS)
        for part in (alone, crowded):
            result.extend(part)
        return Measured(
            page.per(effort.rounds * effort.per_round), floor.per(floors), Latency.of(alone.seconds),
            Latency.of(crowded.seconds), Latency.of(floor_crowded.seconds), result.statuses,
        )  # fmt: skip

    def missing(self, call: Call) -> str:
        """Why the page cannot be measured, or ""."""
        answer = self.ask(call)
        if answer.status != 200:
            return f"page absente ({answer.status})"
        return "" if b"<main" in answer.body else "page absente (vide)"

    def queries(self, call_of: CallOf, samples: int = 3) -> int:
        """Most queries over a few members, each page asked twice."""
        counts = []
        for number in range(samples):
            visitor, call = self.visitor(number), call_of(number)
            visitor.statements(call)
            counts.append(len(visitor.statements(call)))
        return max(counts)

    def page(
        self, label: str, call_of: CallOf, *, limit: float, max_queries: int | None = None, like: Sequence[CallOf] = ()
    ) -> Row:
        """Measure one page. `like`: the same page with other numbers of rows, that must take as many queries."""
        target = f"≤ {limit:g} × plancher".replace(".", ",") + (f", ≤ {max_queries} requêtes" if max_queries else "")
        if why := self.missing(call_of(0)):
            return Row(label, target=target, reached=False, note=why)
        queries = self.queries(call_of)
        others = [self.queries(other) for other in like]
        measured = self.compare(call_of)
        wrong = sum(count for status, count in measured.statuses.items() if status != 200)
        steady = all(count == queries for count in others)
        reached = measured.ratio <= limit and (max_queries is None or queries <= max_queries) and steady and not wrong
        notes = [f"{wrong} réponses fausses {measured.statuses}"] if wrong else []
        notes += [f"autres tailles : {', '.join(map(str, others))} requêtes"] if others else []
        return Row(
            label, queries, measured.page.total * 1000, measured.crowded.p50, measured.crowded.p99, measured.ratio, target,
            reached, "; ".join(notes), {**measured.details(), "queries_of_other_sizes": others},
        )  # fmt: skip
