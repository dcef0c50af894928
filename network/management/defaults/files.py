"""Reading what ships in data/."""

import csv
import json
from pathlib import Path
from typing import Any

from django.conf import settings

DATA: Path = settings.BASE_DIR / "data"


def read_json(name: str) -> Any:
    """`read_json("profiles/profiles.json")`."""
    return json.loads((DATA / name).read_text("utf-8"))


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
