"""`python -m benchmarks [scenario…] [--fresh]`: measure, print one table, write bench.json."""

import argparse
import importlib
import os
import resource
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.scenarios import NAMES


def main(arguments: Sequence[str]) -> int:
    """0 when every target was reached, 1 when one was missed or could not be measured."""
    options = _options(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ.setdefault("SERVING", "work")
    _raise_limits()
    import django

    django.setup()
    from django.conf import settings

    from benchmarks import report, world
    from benchmarks.bench import Bench, Row
    from benchmarks.world.size import Size

    made = world.ready(Size(options.members, options.spaces, options.posts, options.follows), fresh=options.fresh)
    bench, rows = Bench(made), list[Row]()
    try:
        for name in options.scenarios or NAMES:
            rows += _measured(bench, name)
    finally:
        bench.close()
    print("\n" + report.table(rows) + "\n\n" + report.summary(rows))
    path = Path(settings.DATA_DIR) / "bench.json"
    report.write(path, rows, {**asdict(made.size), **made.counts}, settings.GIT_COMMIT)
    print(f"Mesures complètes : {os.path.relpath(path)}")
    return 0 if all(row.reached is not False for row in rows) else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./bench", description="Mesure les scénarios, ou ceux qui sont nommés.")
    parser.add_argument("scenarios", nargs="*", metavar="scénario", help=", ".join(NAMES))
    parser.add_argument("--fresh", action="store_true", help="refaire le monde du banc")
    for name, value in (("members", 5_000), ("spaces", 300), ("posts", 200_000), ("follows", 50_000)):
        parser.add_argument(f"--{name}", type=int, default=value, help=f"{value} par défaut")
    options = parser.parse_args(arguments)
    if unknown := set(options.scenarios) - set(NAMES):
        parser.error(f"scénario inconnu : {', '.join(sorted(unknown))}; il y a : {', '.join(NAMES)}")
    return options


def _raise_limits() -> None:
    """Two thousand sockets want more open files than the usual soft limit; servers inherit it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16_384 if hard == resource.RLIM_INFINITY else min(hard, 16_384)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _measured(bench, name):  # type: ignore[no-untyped-def]
    """The rows of one scenario; one that breaks is a failed row, and the others go on."""
    from benchmarks.bench import Row

    print(f"{name}… ", end="", flush=True)
    start = time.monotonic()
    rows: list[Row] = []
    try:
        rows += importlib.import_module(f"benchmarks.scenarios.{name}").run(bench)
    except Exception as error:
        traceback.print_exc()
        rows.append(Row(name, reached=False, note=f"interrompu : {type(error).__name__}: {error}"[:300]))
    for row in rows:
        row.scenario = name
    print(f"{time.monotonic() - start:.0f} s", flush=True)
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
