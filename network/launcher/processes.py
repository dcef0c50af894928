"""Children: started so that they never outlive us, stopped so that nothing of them stays.

Each child leads a session of its own: Ctrl-C reaches the launcher alone, which then stops them in order. Should the
launcher itself be killed, the kernel sends each child the signal named here (PR_SET_PDEATHSIG).
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from network.launcher import signals
from network.launcher.errors import Refusal
from network.launcher.steps import tail

_PR_SET_PDEATHSIG = 1
# A stopped ./test takes down the browsers, servers and databases of its journeys.
_PATIENCE_WITH_COMMANDS = 30
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """Whom a child runs as when the launcher is root (numbers, so that no account has to be made)."""

    uid: int
    gid: int


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_with: signal.Signals = signal.SIGTERM
    patience: float = 10

    @property
    def running(self) -> bool:
        return self.process.poll() is None


def spawn(
    argv: Sequence[str | Path],
    *,
    log: Path | None,
    env: Mapping[str, str],
    cwd: Path,
    account: Account | None = None,
    orphaned_with: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child whose output goes to `log` (ours when None). Raises OSError when the program cannot be started."""
    parent = os.getpid()

    def before_exec() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        _libc.prctl(_PR_SET_PDEATHSIG, int(orphaned_with), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    output = None if log is None else log.open("ab")
    try:
        return subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=None if output is None else subprocess.STDOUT,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=before_exec,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    finally:
        if output is not None:
            output.close()


def run(
    argv: Sequence[str | Path],
    *,
    log: Path | None,
    env: Mapping[str, str],
    cwd: Path,
    account: Account | None = None,
    stop_with: signal.Signals = signal.SIGTERM,
) -> int:
    """Run a command to its end and give its exit status; a stop request reaches it as `stop_with`."""
    process = spawn(argv, log=log, env=env, cwd=cwd, account=account, orphaned_with=signal.SIGKILL)
    try:
        while process.poll() is None:
            signals.pause(0.05)
    finally:
        stop_all([Child(Path(argv[0]).name, process, log or Path(os.devnull), stop_with, _PATIENCE_WITH_COMMANDS)])
    return process.returncode


def run_or_refuse(
    argv: Sequence[str | Path], *, refusal: str, log: Path, env: Mapping[str, str], cwd: Path, account: Account | None = None
) -> None:
    """Run a command that must succeed; on failure the refusal is followed by the last lines that it wrote."""
    log.unlink(missing_ok=True)
    if run(argv, log=log, env=env, cwd=cwd, account=account) != 0:
        raise Refusal(f"{refusal} (journal : {log})\n{tail(log)}")


def stop_all(children: Sequence[Child]) -> None:
    """Ask all of them to end, wait for each as long as it may take, then leave nothing of its session alive."""
    for child in children:
        if child.running:
            child.process.send_signal(child.stop_with)
    began = time.monotonic()
    for child in children:
        while child.running and time.monotonic() - began < child.patience:
            signals.pause(0.2, stoppable=False)
        _kill_session(child.process.pid)
        child.process.wait()


def _kill_session(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def started_at(pid: int) -> str | None:
    """When that process began, in the kernel's own count: with the number, it names one process and no later one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] == "Z" else fields[19]
