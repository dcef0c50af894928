"""What the person at the keyboard reads: each step, and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_WIDTH = 58


def seconds(duration: float) -> str:
    """A duration as one reads it in French: `0,4 s`, `2 min 05 s`."""
    if duration < 60:
        return f"{duration:.1f} s".replace(".", ",")
    minutes, rest = divmod(round(duration), 60)
    return f"{minutes} min {rest:02d} s"


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Name a step while it runs, then its duration on the same line."""
    print(f"  {title} ".ljust(_WIDTH, "."), end=" ", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        say(f"arrêté après {seconds(time.monotonic() - began)}")
        raise
    say(seconds(time.monotonic() - began))


def speak_utf8() -> None:
    """Accents must not stop a start on a terminal that cannot show them."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a log, indented; nothing when there is no log."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
