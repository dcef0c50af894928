"""The table on the screen, and bench.json for machines."""

import datetime as dt
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.bench import Row

HEADINGS = ("Scénario", "Requêtes", "CPU (ms)", "p50 (ms)", "p99 (ms)", "× plancher", "Cible", "Résultat")
NONE = "–"


def number(value: float | None, digits: int = 1) -> str:
    """As one writes it in Québec; a dash for nothing."""
    return NONE if value is None else f"{value:.{digits}f}".replace(".", ",")


def cells(row: Row) -> tuple[str, ...]:
    verdict = {True: "atteint", False: "MANQUÉ", None: NONE}[row.reached]
    return (
        row.label, NONE if row.queries is None else str(row.queries), number(row.cpu, 2), number(row.p50), number(row.p99),
        number(row.ratio, 2), row.target or NONE, verdict,
    )  # fmt: skip


def table(rows: Sequence[Row]) -> str:
    """One line per row, columns aligned, notes under their row."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]

    def shown(line: Sequence[str]) -> str:
        return "  ".join(
            text.rjust(width) if 1 <= column <= 5 else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()

    drawn = [shown(HEADINGS), "  ".join("─" * width for width in widths)]
    for row in rows:
        drawn.append(shown(cells(row)))
        if row.note:
            drawn.append(f"    ↳ {row.note}")
    return "\n".join(drawn)


def summary(rows: Sequence[Row]) -> str:
    aimed = [row for row in rows if row.reached is not None]
    missed = [row for row in aimed if not row.reached]
    if not missed:
        return f"{len(aimed)} cibles, toutes atteintes."
    names = ", ".join(f"« {row.label} »" for row in missed)
    return f"{len(aimed)} cibles, {len(aimed) - len(missed)} atteintes, {len(missed)} manquées : {names}."


def write(path: Path, rows: Sequence[Row], world: dict[str, Any], commit: str) -> None:
    """Everything that was measured, with the machine and the size of the world."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "machine": {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()},
        "world": world,
        "rows": [asdict(row) for row in rows],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
