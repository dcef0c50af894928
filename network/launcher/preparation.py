"""What the database and the files need before pages are served, and what need not be done a second time."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from network.launcher import bootstrap, environment, processes
from network.launcher.errors import Refusal
from network.launcher.house import House
from network.launcher.steps import tail

_STAMPED = {"static": "collectstatic", "demo": "demo_world"}


def prepare(house: House, env: Mapping[str, str]) -> None:
    """Bring tables, default data, demo world, catalogue and static files up to date."""
    commands = ["compile_catalogue", "migrate", "load_defaults"]
    stamps = {"static": _static_digest(bootstrap.ROOT, env)}
    if environment.is_on(env.get("DEMO", "")):
        stamps["demo"] = env["DATABASE_URL"].partition("?")[0]
    _execute(commands, stamps, house, env)


def prepare_files(house: House, env: Mapping[str, str]) -> None:
    """The part that needs no database: what the tests read."""
    _execute(["compile_catalogue"], {"static": _static_digest(bootstrap.ROOT, env)}, house, env)


def _execute(commands: list[str], stamps: Mapping[str, str], house: House, env: Mapping[str, str]) -> None:
    """Run the commands, then those whose stamp is not that of the last time, all in one Python process."""
    stale = [name for name, value in stamps.items() if not house.has_stamp(name, value)]
    log = house.log("prepare")
    argv: list[str | Path] = [
        bootstrap.PYTHON,
        "-m",
        "network.launcher.prepare",
        log,
        *commands,
        *(_STAMPED[name] for name in stale),
    ]
    if processes.run(argv, log=None, env={**env, "SERVING": "work"}, cwd=bootstrap.ROOT) != 0:
        raise Refusal(f"La préparation a échoué (journal : {log})\n{tail(log)}")
    for name in stale:
        house.stamp(name, stamps[name])


def _static_digest(root: Path, env: Mapping[str, str]) -> str:
    """Changes with any file that collectstatic reads: ours, npm's, those of the Python libraries."""
    digest = hashlib.sha256(repr([env.get("STATIC_ROOT"), env.get("DEBUG")]).encode())
    for path in [root / "package-lock.json", *root.glob("requirements/*.txt"), *sorted(root.glob("static/**/*"))]:
        if path.is_file():
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
