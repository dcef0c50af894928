"""The settings that a start gives to every process of Maillage."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from network.launcher import bootstrap
from network.launcher.house import House


def for_project(house: House, *, database_url: str, redis_url: str) -> dict[str, str]:
    """The caller's environment, completed: what the caller has set wins."""
    env = bootstrap.environment()
    env.update(
        DATABASE_URL=database_url,
        REDIS_URL=redis_url,
        DATA_DIR=str(house.path),
        GIT_COMMIT=commit(),
        DJANGO_SETTINGS_MODULE="network.settings",
        PYTHONUNBUFFERED="1",
    )
    env.setdefault("SECRET_KEY", house.secret_key())
    return env


def shared(env: Mapping[str, str]) -> dict[str, str]:
    """What a shell needs to act on this installation (`. .data/environment`)."""
    names = (
        "DATABASE_URL",
        "REDIS_URL",
        "DATA_DIR",
        "SECRET_KEY",
        "EMAIL_URL",
        "DEMO",
        "PUBLIC_URL",
        "ALLOWED_HOSTS",
        "GIT_COMMIT",
        "PATH",
    )
    return {name: env[name] for name in names if name in env}


def data_dir(default: str) -> Path:
    """DATA_DIR, read from the project's root when it is relative."""
    return (bootstrap.ROOT / os.environ.get("DATA_DIR", default)).absolute()


def commit() -> str:
    """The commit of this tree; `inconnu` without git or outside a clone."""
    argv = ["git", "-c", f"safe.directory={bootstrap.ROOT}", "rev-parse", "HEAD"]
    try:
        answer = subprocess.run(argv, cwd=bootstrap.ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return "inconnu"
    return answer.stdout.strip() if answer.returncode == 0 else "inconnu"


def is_on(value: str) -> bool:
    """Read a switch as the settings do."""
    return value.strip().lower() in {"1", "true", "yes", "on", "t", "y"}
