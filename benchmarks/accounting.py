"""CPU time as the operating system itself accounts it: the server's process tree, PostgreSQL's, Redis'.

Read from /proc before and after a run; the difference over the number of requests is the cost of one. Each process
counts with what it spent and with what its ended children spent, so that a child that ends meanwhile is not lost.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

_TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


@dataclass(frozen=True)
class ProcessStat:
    """One line of /proc/<pid>/stat: whose child, and clock ticks spent by it and by its ended children."""

    pid: int
    parent: int
    ticks: int


def parse_stat(line: str) -> ProcessStat:
    """The name stands in parentheses and may hold anything, spaces and parentheses too: the last one closes it."""
    head, _, tail = line.rpartition(")")
    fields = tail.split()
    return ProcessStat(int(head.split("(", 1)[0]), int(fields[1]), sum(int(field) for field in fields[11:15]))


def all_processes(proc: Path = PROC) -> dict[int, ProcessStat]:
    found: dict[int, ProcessStat] = {}
    for entry in proc.iterdir():
        if entry.name.isdigit():
            try:
                stat = parse_stat((entry / "stat").read_text(encoding="utf-8", errors="replace"))
            except (OSError, ValueError, IndexError):
                continue
            found[stat.pid] = stat
    return found


def tree(roots: Iterable[int], processes: dict[int, ProcessStat]) -> set[int]:
    """These processes and all that descend from them, among those that run."""
    children: dict[int, list[int]] = {}
    for stat in processes.values():
        children.setdefault(stat.parent, []).append(stat.pid)
    waiting, found = [pid for pid in roots if pid in processes], set[int]()
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting.extend(children.get(pid, ()))
    return found


def cpu_seconds(roots: Iterable[int], proc: Path = PROC) -> float:
    """What the trees under these processes have spent since they began."""
    processes = all_processes(proc)
    return sum(processes[pid].ticks for pid in tree(roots, processes)) / _TICKS


@dataclass(frozen=True)
class Spent:
    """CPU seconds by component."""

    server: float
    postgres: float
    redis: float

    @property
    def total(self) -> float:
        return self.server + self.postgres + self.redis

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.server - other.server, self.postgres - other.postgres, self.redis - other.redis)

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.server + other.server, self.postgres + other.postgres, self.redis + other.redis)

    def per(self, count: int) -> "Spent":
        return Spent(self.server / count, self.postgres / count, self.redis / count)


NOTHING = Spent(0.0, 0.0, 0.0)


class Meter:
    """Reads the three components: `server` is the process that was started, PostgreSQL and Redis are asked who they are."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._postgres = postmaster()
        self._redis = redis_process()

    def read(self) -> Spent:
        return Spent(cpu_seconds([self._server]), cpu_seconds([self._postgres]), cpu_seconds([self._redis]))


def postmaster() -> int:
    """The process above our own database session. Raises RuntimeError when PostgreSQL runs on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    processes = all_processes()
    if backend not in processes:
        raise RuntimeError("Les mesures demandent un PostgreSQL sur cette machine.")
    return processes[backend].parent


def redis_process() -> int:
    client = redis.Redis.from_url(settings.REDIS_URL)
    try:
        pid = int(client.info("server")["process_id"])
    finally:
        client.close()
    if not (PROC / str(pid)).exists():
        raise RuntimeError("Les mesures demandent un Redis sur cette machine.")
    return pid
