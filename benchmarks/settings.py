"""The project's settings with one more page: the floor that every scenario is compared with."""

from pathlib import Path

from network.settings import *  # noqa: F403
from network.settings import TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]  # type: ignore[misc]
