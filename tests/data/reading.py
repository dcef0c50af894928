"""Reads the files of data/ without any application code."""

import csv
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"


def read_json(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def competency_codes() -> set[str]:
    return {row["code"] for row in read_json("competencies/framework.json")["competencies"]}


def people() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for name in ("cast", "members") for row in read_json(f"demo/{name}.json")}


def keys(name: str, field: str = "key") -> set[str]:
    return {row[field] for row in read_json(name)}
