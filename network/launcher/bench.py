"""`./bench`: the scenarios of `benchmarks/` against servers of their own, with the durable settings of production."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from network.launcher import bootstrap, environment, machine, preparation, processes, servers
from network.launcher.house import House

DATA_DIR = ".data/bench"


def bench(arguments: Sequence[str]) -> int:
    """Run the named scenarios, or all; their exit status is ours."""
    machine.require_supported()
    house = House(bootstrap.ROOT / DATA_DIR)
    with house.held():
        site_packages = bootstrap.install("dev")
        with servers.started(house, site_packages, bootstrap.environment(), lasting=True) as used:
            env = environment.for_project(house, database_url=used.database_url, redis_url=used.redis_url)
            # The scenarios write bench.json into DATA_DIR.
            env.update(
                DATA_DIR=str(house.path.parent), STATIC_ROOT=str(house.path / "static"), MEDIA_ROOT=str(house.path / "media")
            )
            env.update(DEMO="1", DEBUG="0", PRODUCTION="0")
            house.note(os.getpid(), "", {child.name: child.process.pid for child in used.children})
            preparation.prepare_files(house, env)
            argv: list[str | Path] = [bootstrap.PYTHON, "-m", "benchmarks", *arguments]
            return processes.run(argv, log=None, env=env, cwd=bootstrap.ROOT, stop_with=signal.SIGINT)
