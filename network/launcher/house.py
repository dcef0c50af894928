"""The data directory: who holds it, what the last start left in it, and the folder of sockets.

The lock is taken on the directory itself (flock), so that it leaves no file and ends with the process that holds it.

    launcher.json   what runs now; still there at the next start only when the launcher was killed
    environment     the same settings for a shell: `. .data/environment`, then `manage.py …`
    secret_key      made once
    stamps/         what need not be done again
    logs/           one file per process
"""

import errno
import fcntl
import json
import os
import secrets
import shlex
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from network.launcher import processes, signals
from network.launcher.errors import Refusal, reason

# A socket's path holds 107 bytes; the longest name that PostgreSQL adds is `.s.PGSQL.5432.lock`.
_LONGEST_SOCKET_FOLDER = 70
_SOCKETS = "maillage-"
_PATIENCE_WITH_ORPHANS = 20


class House:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "logs"
        self.sockets: Path | None = None
        self._stamps = path / "stamps"
        self._state = path / "launcher.json"
        self._environment = path / "environment"

    @property
    def in_use(self) -> bool:
        """Whether a launcher runs here or was killed here."""
        return self._state.exists()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the directory alone. Refuses when it cannot be written or another launcher holds it."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            folder = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
            self.logs.mkdir(exist_ok=True)
            self._stamps.mkdir(exist_ok=True)
            if not os.access(self.path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        except OSError as error:
            raise Refusal(
                f"Le dossier de données {self.path} ne peut pas être écrit ({reason(error)}) : "
                "choisissez-en un autre avec DATA_DIR."
            ) from None
        try:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal(f"Le dossier de données {self.path} sert déjà{self._to_whom()}.") from None
            self._end_orphans()
            try:
                yield
            finally:
                self._forget_run()
        finally:
            os.close(folder)

    def log(self, name: str) -> Path:
        """The log of a process; that of the last start is kept as `<name>.1.log`."""
        path = self.logs / f"{name}.log"
        if path.exists():
            path.replace(self.logs / f"{name}.1.log")
        return path

    def make_sockets(self) -> Path:
        """A folder with a short path in which each server gets a folder of its own."""
        for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/dev/shm")):  # noqa: S108
            if len(os.fsencode(parent)) < _LONGEST_SOCKET_FOLDER - 20:
                try:
                    self.sockets = Path(tempfile.mkdtemp(prefix=_SOCKETS, dir=parent))
                except OSError:
                    continue
                self.sockets.chmod(0o711)
                self.note(os.getpid(), "")
                return self.sockets
        raise Refusal("Aucun dossier temporaire ne convient aux sockets : indiquez-en un, au chemin court, avec TMPDIR.")

    def note(self, pid: int, url: str, children: Mapping[str, int] | None = None) -> None:
        """Write down what runs, for a second launcher's message and for the start after a kill."""
        running = [[child, processes.started_at(child)] for child in (children or {}).values()]
        state = {"pid": pid, "url": url, "sockets": str(self.sockets or ""), "children": running}
        draft = self._state.with_suffix(".new")
        draft.write_text(json.dumps(state), encoding="utf-8")
        draft.replace(self._state)

    def share(self, env: Mapping[str, str]) -> None:
        """Leave the settings for a shell while this runs."""
        lines = [f"export {name}={shlex.quote(value)}\n" for name, value in sorted(env.items())]
        self._write_secret(self._environment, "".join(lines))

    def secret_key(self) -> str:
        path = self.path / "secret_key"
        if not path.exists():
            self._write_secret(path, secrets.token_urlsafe(60))
        return path.read_text(encoding="utf-8").strip()

    def has_stamp(self, name: str, value: str) -> bool:
        path = self._stamps / name
        return path.exists() and path.read_text(encoding="utf-8") == value

    def stamp(self, name: str, value: str) -> None:
        (self._stamps / name).write_text(value, encoding="utf-8")

    def forget_stamps(self) -> None:
        for path in (self._stamps).iterdir():
            path.unlink()

    def _read_state(self) -> dict[str, object]:
        try:
            state = json.loads(self._state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _to_whom(self) -> str:
        state = self._read_state()
        if not state.get("pid"):
            return " à un autre lancement"
        return f" au processus {state['pid']}" + (f", à l’adresse {state['url']}" if state.get("url") else "")

    def _end_orphans(self) -> None:
        """After a killed launcher: wait for its children to end as the kernel told them to, then end what is left."""
        state = self._read_state()
        recorded = state.get("children")
        orphans = [(int(pid), began) for pid, began in recorded] if isinstance(recorded, list) else []
        until = time.monotonic() + _PATIENCE_WITH_ORPHANS
        for pid, began in orphans:
            while began is not None and processes.started_at(pid) == began:
                if time.monotonic() > until:
                    os.killpg(pid, signal.SIGKILL)
                signals.pause(0.2)
        sockets = state.get("sockets")
        if isinstance(sockets, str) and Path(sockets).name.startswith(_SOCKETS):
            self.sockets = Path(sockets)
        self._forget_run()

    def _forget_run(self) -> None:
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)
            self.sockets = None
        self._state.unlink(missing_ok=True)
        self._environment.unlink(missing_ok=True)

    @staticmethod
    def _write_secret(path: Path, text: str) -> None:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
