"""The processes of the Procfile: started together, watched, stopped together before the servers that they use."""

import http.client
import os
import re
import shlex
import string
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from network.launcher import processes, signals
from network.launcher.errors import Refusal, Stopped
from network.launcher.house import House
from network.launcher.ports import Address
from network.launcher.processes import Child
from network.launcher.steps import tail

_ASSIGNMENT = re.compile(r"([A-Z_]+)=(.*)")
_PATIENCE = 120


def read_procfile(path: Path, env: Mapping[str, str]) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Each process by name: its command with `$NAMES` filled in, and the settings that stand before it."""
    commands: dict[str, tuple[list[str], dict[str, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, command = line.partition(":")
        if not separator or line.startswith("#"):
            continue
        words = [string.Template(word).substitute(env) for word in shlex.split(command)]
        settings: dict[str, str] = {}
        while words and (found := _ASSIGNMENT.fullmatch(words[0])):
            settings[found[1]] = found[2]
            del words[0]
        commands[name.strip()] = (words, settings)
    return commands


@contextmanager
def started(procfile: Path, env: Mapping[str, str], house: House) -> Iterator[list[Child]]:
    children: list[Child] = []
    try:
        for name, (argv, settings) in read_procfile(procfile, env).items():
            log = house.log(name)
            process = processes.spawn(argv, log=log, env={**env, **settings}, cwd=procfile.parent)
            children.append(Child(name, process, log, patience=15))
        yield children
    finally:
        processes.stop_all(children)


def await_ready(address: Address, children: Sequence[Child]) -> None:
    """Wait until /readyz answers 200. Raises Refusal when a process ends first, or after two minutes."""
    until = time.monotonic() + _PATIENCE
    answer = ""
    while (status_and_answer := _ask(address))[0] != http.client.OK:
        answer = status_and_answer[1] or answer
        require_running(children)
        if time.monotonic() > until:
            raise Refusal(f"Maillage n’est pas prêt après {_PATIENCE} s; /readyz répond : {answer or 'rien'}")
        signals.pause(0.2)


def watch(children: Sequence[Child]) -> None:
    """Stay until asked to stop. Raises Refusal when a process ends by itself."""
    try:
        while True:
            require_running(children)
            signals.pause(5)
    except Stopped:
        return


def require_running(children: Sequence[Child]) -> None:
    for child in children:
        if not child.running:
            raise Refusal(
                f"Le processus « {child.name} » s’est arrêté ({_ending(child)}); tout est arrêté. "
                f"Fin de son journal {os.path.relpath(child.log)} :\n{tail(child.log)}"
            )


def _ending(child: Child) -> str:
    code = child.process.returncode
    return f"code {code}" if code >= 0 else f"signal {-code}"


def _ask(address: Address) -> tuple[int, str]:
    connection = http.client.HTTPConnection(address.reachable_host, address.port, timeout=10)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        response = connection.getresponse()
        return response.status, response.read(2000).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()
