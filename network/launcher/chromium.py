"""The browser of the journeys: the one that is named, one that is installed, or Debian's when it may be installed."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from network.launcher import processes
from network.launcher.errors import Refusal
from network.launcher.steps import step

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HOW = "installez-le avec « sudo apt-get install chromium », ou indiquez CHROMIUM=/chemin/de/chrome, puis relancez ./test."


def find() -> str | None:
    """The path of a browser that starts. Raises Refusal when CHROMIUM names one that does not."""
    named = os.environ.get("CHROMIUM")
    if named:
        program = shutil.which(named)
        if program is None or not _starts(program):
            raise Refusal(f"CHROMIUM désigne un navigateur qui ne démarre pas : « {named} ».")
        return program
    return next((program for name in _NAMES if (program := shutil.which(name)) and _starts(program)), None)


def find_or_install(log: Path, env: Mapping[str, str]) -> str:
    """Raises Refusal, with how to install one, when there is none and it may not be installed."""
    program = find()
    if program is None and os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Installation de Chromium (apt-get)"):
            quiet = {**env, "DEBIAN_FRONTEND": "noninteractive"}
            for argv in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
                if processes.run(argv, log=log, env=quiet, cwd=Path("/")) != 0:
                    break
        program = find()
    if program is None:
        raise Refusal(f"Chromium manque : {_HOW}")
    return program


def _starts(program: str) -> bool:
    """Ubuntu's `chromium-browser` may be an empty shell around a snap that is not there."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
