"""The two servers that everything needs, in the order in which they start; they stop in the other order."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from network.launcher import postgres, processes, redis
from network.launcher.house import House
from network.launcher.processes import Child
from network.launcher.steps import step

# Where the database of a kept installation stands when root's data directory does not open to PostgreSQL's account.
LASTING_REFUGE = Path("/var/lib/maillage")


@dataclass
class Servers:
    database_url: str
    redis_url: str
    children: list[Child] = field(default_factory=list)


@contextmanager
def started(
    house: House,
    site_packages: Path,
    env: Mapping[str, str],
    *,
    lasting: bool,
    database_settings: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
) -> Iterator[Servers]:
    """Start PostgreSQL and Redis, except those whose address is `given`; stop them at the end, PostgreSQL last."""
    given = given or {}
    servers = Servers(given.get("DATABASE_URL", ""), given.get("REDIS_URL", ""))
    house.make_sockets()
    try:
        if not servers.database_url:
            refuge = LASTING_REFUGE if lasting else Path(tempfile.gettempdir())
            with step("PostgreSQL"):
                child, servers.database_url = postgres.start(house, site_packages, refuge, database_settings or {})
                servers.children.append(child)
                _note(house, servers)
        if not servers.redis_url:
            with step("Redis"):
                child, servers.redis_url = redis.start(house, site_packages, env, lasting=lasting)
                servers.children.append(child)
                _note(house, servers)
        yield servers
    finally:
        for child in reversed(servers.children):
            processes.stop_all([child])


def _note(house: House, servers: Servers) -> None:
    house.note(os.getpid(), "", {child.name: child.process.pid for child in servers.children})
