"""Facts about the tree that several tests read."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = (
    "core", "people", "activity", "competencies", "job_profiles", "community",
    "learning", "mentoring", "watch", "recruitment", "network",
)  # fmt: skip
# The staircase: an app may use what stands on a lower floor. The four features stand side by side.
FLOOR = {
    "core": 0, "people": 1, "activity": 2, "competencies": 3, "job_profiles": 4, "community": 5,
    "learning": 6, "mentoring": 6, "watch": 6, "recruitment": 6, "network": 7,
}  # fmt: skip


def may_use(user: str, used: str) -> bool:
    """Whether app `user` may point at app `used`."""
    return user == used or FLOOR[used] < FLOOR[user]


@cache
def python_files() -> tuple[Path, ...]:
    """Our modules, migrations left out."""
    return tuple(
        path
        for app in (*APPS, "tests", "benchmarks")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt")))


def app_of_template(path: Path) -> str | None:
    """The app whose folder holds a template; None for layouts, components and overridden libraries."""
    first = path.relative_to(ROOT / "templates").parts[0]
    return first if first in APPS else None
