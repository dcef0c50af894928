"""`./test`: everything that must hold before a change lands, or the tests of one app.

Servers of its own (`.testing/`, Unix sockets), so that it runs beside `./run`. DATABASE_URL and REDIS_URL of the caller
are not used: tests empty what they are given.
"""

import os
import secrets
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from network.launcher import bootstrap, chromium, environment, machine, postgres, preparation, processes, servers
from network.launcher.errors import Refusal
from network.launcher.house import House
from network.launcher.steps import say, seconds

UNIT_PROCESSES = JOURNEY_PROCESSES = "2"
DATA_DIR = ".testing"
_PYTEST = ["python", "-m", "pytest"]
_DEFAULT_MARKERS, _ALL_MARKERS = "not long", "long or not long"


@dataclass(frozen=True)
class Check:
    title: str
    argv: list[str]
    production: bool = False
    browser: bool = False


def test(arguments: Sequence[str]) -> int:
    """Run the checks that the arguments ask for; 1 when any failed. Raises Refusal when they cannot be run."""
    machine.require_supported()
    house = House(bootstrap.ROOT / DATA_DIR)
    checks = plan(arguments, bootstrap.ROOT)
    with house.held():
        site_packages = bootstrap.install("dev")
        with servers.started(
            house, site_packages, bootstrap.environment(), lasting=False, database_settings=postgres.VOLATILE
        ) as used:
            env = environment.for_project(house, database_url=used.database_url, redis_url=used.redis_url)
            env["STATIC_ROOT"] = str(house.path / "static")
            env.update(DEMO="1", DEBUG="0", PRODUCTION="0", SERVING="wsgi")
            house.note(os.getpid(), "", {child.name: child.process.pid for child in used.children})
            preparation.prepare_files(house, env)
            return _report([_perform(check, house, env) for check in checks])


def plan(arguments: Sequence[str], root: Path) -> list[Check]:
    """What `./test` with these arguments does: everything without any, else only pytest on what they name."""
    given = [argument for argument in arguments if argument != "--all"]
    markers = _ALL_MARKERS if "--all" in arguments else _DEFAULT_MARKERS
    if given:
        return [_narrowed(given, markers, root)]
    return [
        Check("Style (ruff check)", ["ruff", "check", "."]),
        Check("Mise en forme (ruff format)", ["ruff", "format", "--check", "."]),
        Check("Types (mypy)", ["mypy"]),
        Check("Contrats d’importation (lint-imports)", ["lint-imports"]),
        Check("Migrations à jour", ["python", "manage.py", "makemigrations", "--check", "--dry-run"]),
        Check("Vérifications de Django", ["python", "manage.py", "check", "--fail-level", "WARNING"]),
        Check(
            "Vérifications de Django en production",
            ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            production=True,
        ),
        Check("Gabarits (djlint)", ["djlint", "templates", "--lint"]),
        Check("Tests (pytest)", [*_PYTEST, "tests", "--ignore=tests/journeys", "-m", markers, "-n", UNIT_PROCESSES]),
        Check(
            "Parcours dans le navigateur (pytest)",
            [*_PYTEST, "tests/journeys", "-m", markers, "-n", JOURNEY_PROCESSES],
            browser=True,
        ),
    ]


def _narrowed(given: Sequence[str], markers: str, root: Path) -> Check:
    """An app's name stands for its tests; paths and pytest's own options pass as they are."""
    words = [_resolve(word, root) for word in given]
    if not any((root / word.partition("::")[0]).exists() for word in words if not word.startswith("-")):
        words.insert(0, "tests")
    if "-m" not in words:
        words += ["-m", markers]
    browser = any(word == "tests" or word.startswith("tests/journeys") for word in words)
    return Check("Tests choisis (pytest)", [*_PYTEST, *words], browser=browser)


def _resolve(word: str, root: Path) -> str:
    is_name = word.isidentifier() and (root / "tests" / word).is_dir()
    return f"tests/{word}" if is_name else word


@dataclass(frozen=True)
class Outcome:
    title: str
    passed: bool
    duration: float


def _perform(check: Check, house: House, env: Mapping[str, str]) -> Outcome:
    """Run one check with its output in sight; a check that cannot be run has failed."""
    say(f"\n── {check.title}")
    began = time.monotonic()
    try:
        status = processes.run(
            check.argv, log=None, env=_settings(check, house, env), cwd=bootstrap.ROOT, stop_with=signal.SIGINT
        )
    except Refusal as refusal:
        say(str(refusal))
        status = 1
    outcome = Outcome(check.title, status == 0, time.monotonic() - began)
    say(f"── {check.title} : {'réussi' if outcome.passed else 'ÉCHEC'} en {seconds(outcome.duration)}")
    return outcome


def _settings(check: Check, house: House, env: Mapping[str, str]) -> dict[str, str]:
    settings = dict(env)
    if check.production:
        settings.update(
            PRODUCTION="1",
            DEMO="0",
            SECRET_KEY=secrets.token_urlsafe(60),
            ALLOWED_HOSTS="maillage.exemple.test",
            PUBLIC_URL="https://maillage.exemple.test",
        )
    if check.browser:
        settings["CHROMIUM"] = chromium.find_or_install(house.log("chromium"), env)
    return settings


def _report(outcomes: Sequence[Outcome]) -> int:
    say("\nBilan")
    for outcome in outcomes:
        say(f"  {'réussi' if outcome.passed else 'ÉCHEC ':6}  {outcome.title} ({seconds(outcome.duration)})")
    failed = [outcome.title for outcome in outcomes if not outcome.passed]
    total = seconds(sum(outcome.duration for outcome in outcomes))
    say(
        f"Échec de {len(failed)} vérification(s) sur {len(outcomes)}, en {total}."
        if failed
        else f"Tout est réussi, en {total}."
    )
    return 1 if failed else 0
