"""The table as it is read."""

import json
from pathlib import Path

from benchmarks import report
from benchmarks.bench import Row

ROWS = [
    Row("Accueil", 6, 9.876, 20.04, 41.0, 1.98, "≤ 2 × plancher", True, scenario="home"),
    Row("Profil", target="≤ 2 × plancher", reached=False, note="page absente (404)", scenario="profile"),
    Row("Pour mémoire", p50=1.0, scenario="other"),
]


def test_numbers_are_written_as_in_quebec() -> None:
    assert (report.number(9.876, 2), report.number(None), report.number(0.04)) == ("9,88", "–", "0,0")


def test_table_has_a_line_per_row_and_its_note_below() -> None:
    lines = report.table(ROWS).splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "Scénario", "────────────", "Accueil", "Profil", "", "Pour mémoire",
    ]  # fmt: skip
    assert lines[2].split() == ["Accueil", "6", "9,88", "20,0", "41,0", "1,98", "≤", "2", "×", "plancher", "atteint"]
    assert lines[4] == "    ↳ page absente (404)"
    assert lines[3].endswith("MANQUÉ")


def test_summary_names_what_was_missed() -> None:
    assert report.summary(ROWS) == "2 cibles, 1 atteintes, 1 manquées : « Profil »."
    assert report.summary(ROWS[:1]) == "1 cibles, toutes atteintes."


def test_everything_is_written_for_machines(tmp_path: Path) -> None:
    path = tmp_path / "là" / "bench.json"
    report.write(path, ROWS, {"members": 5000}, "abc123")
    written = json.loads(path.read_text(encoding="utf-8"))
    assert (written["commit"], written["world"], len(written["rows"])) == ("abc123", {"members": 5000}, 3)
    assert written["rows"][0]["label"] == "Accueil"
