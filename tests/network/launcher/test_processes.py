import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from network.launcher import processes
from network.launcher.errors import Refusal
from network.launcher.processes import Child

ROOT = Path(__file__).resolve().parents[3]


def ended(pid: int) -> bool:
    """Wait up to five seconds for the process to end."""
    until = time.monotonic() + 5
    while processes.started_at(pid) is not None:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def start(script: str, tmp_path: Path) -> Child:
    log = tmp_path / "child.log"
    return Child("enfant", processes.spawn(["sh", "-c", script], log=log, env=os.environ, cwd=tmp_path), log, patience=0.3)


def test_a_child_ends_with_a_launcher_that_is_killed() -> None:
    program = """
import os, signal
from pathlib import Path
from network.launcher import processes
child = processes.spawn(["sleep", "60"], log=Path(os.devnull), env=os.environ, cwd=Path("/"))
print(child.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)

    assert ended(int(answer.stdout))


def test_stopping_ends_a_child_that_refuses_and_those_that_it_made(tmp_path: Path) -> None:
    child = start("trap '' TERM; sleep 60 & echo $!; wait; sleep 60", tmp_path)
    until = time.monotonic() + 5
    while not child.log.read_text().strip() and time.monotonic() < until:
        time.sleep(0.02)

    processes.stop_all([child])

    assert child.process.returncode == -signal.SIGKILL
    assert ended(int(child.log.read_text()))


def test_children_stop_together_and_not_one_after_the_other(tmp_path: Path) -> None:
    children = [start("trap '' TERM; sleep 60", tmp_path) for _ in range(4)]
    began = time.monotonic()

    processes.stop_all(children)

    assert time.monotonic() - began < 1.0
    assert not any(child.running for child in children)


def test_a_failed_command_is_refused_with_the_end_of_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        processes.run_or_refuse(
            ["sh", "-c", "echo 'plus de place'; exit 3"],
            refusal="La copie a échoué",
            log=tmp_path / "log",
            env=os.environ,
            cwd=tmp_path,
        )

    first, last = str(refusal.value).splitlines()
    assert first.startswith("La copie a échoué (journal")
    assert last == "    plus de place"


def test_a_stop_request_is_obeyed_between_two_starts_and_stops_the_command_at_once() -> None:
    program = """
import os
from pathlib import Path
from network.launcher import processes, signals
from network.launcher.errors import Stopped
signals.install()
print("prêt", flush=True)
try:
    processes.run(["sleep", "60"], log=Path(os.devnull), env=os.environ, cwd=Path("/"))
except Stopped:
    print("arrêté", flush=True)
"""
    launcher = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert launcher.stdout is not None
    assert launcher.stdout.readline() == "prêt\n"
    began = time.monotonic()

    launcher.send_signal(signal.SIGTERM)
    rest, _ = launcher.communicate(timeout=10)

    assert rest == "arrêté\n"
    assert time.monotonic() - began < 2


def test_a_process_is_named_by_its_number_and_its_start() -> None:
    assert processes.started_at(os.getpid()) == processes.started_at(os.getpid())
    assert processes.started_at(2**22 + 1) is None
