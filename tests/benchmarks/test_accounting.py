"""What /proc says, and how it is added up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.accounting import ProcessStat, Spent, all_processes, cpu_seconds, parse_stat, tree

TICKS = os.sysconf("SC_CLK_TCK")


def _line(pid: int, parent: int, name: str = "python", ticks: tuple[int, int, int, int] = (0, 0, 0, 0)) -> str:
    """As the kernel writes it: pid, (name), state, parent, … utime, stime, cutime, cstime (14th to 17th)."""
    middle = " ".join("0" for _ in range(9))
    return f"{pid} ({name}) S {parent} {middle} {' '.join(map(str, ticks))} 20 0 1 0 392355 3133440 382\n"


def _proc(folder: Path, *lines: str) -> Path:
    for line in lines:
        place = folder / line.split(" ", 1)[0]
        place.mkdir()
        (place / "stat").write_text(line)
    (folder / "self").mkdir()
    (folder / "stat").write_text("cpu 1 2 3\n")
    return folder


def test_parse_adds_own_and_childrens_time() -> None:
    assert parse_stat(_line(12, 7, ticks=(1, 20, 300, 4000))) == ProcessStat(12, 7, 4321)


@pytest.mark.parametrize("name", ["postgres: walwriter ", "a b) S 99 (c", "((", "é)"])
def test_parse_survives_any_name(name: str) -> None:
    assert parse_stat(_line(12, 7, name, (1, 2, 3, 4))) == ProcessStat(12, 7, 10)


def test_parse_of_a_real_line() -> None:
    found = parse_stat(Path("/proc/self/stat").read_text())
    assert (found.pid, found.parent) == (os.getpid(), os.getppid())


def test_tree_holds_all_that_descend() -> None:
    processes = {pid: ProcessStat(pid, parent, 1) for pid, parent in [(1, 0), (2, 1), (3, 2), (4, 3), (9, 1)]}
    assert tree([2], processes) == {2, 3, 4}
    assert tree([2, 9, 77], processes) == {2, 3, 4, 9}


def test_seconds_of_a_tree(tmp_path: Path) -> None:
    proc = _proc(
        tmp_path,
        _line(10, 1, ticks=(TICKS, TICKS, 0, 0)),
        _line(11, 10, ticks=(TICKS, 0, TICKS, 0)),
        _line(20, 1, ticks=(500, 500, 0, 0)),
    )
    assert cpu_seconds([10], proc) == 4.0
    assert sorted(all_processes(proc)) == [10, 11, 20]


def test_a_child_that_ended_still_counts(tmp_path: Path) -> None:
    """Between two readings a worker ended: its parent carries its time from then on."""
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    before = _proc(tmp_path / "before", _line(10, 1), _line(11, 10, ticks=(2 * TICKS, 0, 0, 0)))
    after = _proc(tmp_path / "after", _line(10, 1, ticks=(0, 0, 3 * TICKS, 0)))
    assert cpu_seconds([10], after) - cpu_seconds([10], before) == 1.0


def test_a_real_child_is_counted_while_it_runs_and_after() -> None:
    code = "import sys, time\nwhile time.process_time() < 0.3: pass\nprint('done', flush=True)\nsys.stdin.read()"
    start = cpu_seconds([os.getpid()])
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert cpu_seconds([child.pid]) >= 0.28
        assert cpu_seconds([os.getpid()]) - start >= 0.28
    assert cpu_seconds([os.getpid()]) - start >= 0.28


def test_components_are_subtracted_and_shared() -> None:
    difference = Spent(3.0, 2.0, 1.5) - Spent(1.0, 1.0, 1.0)
    assert difference == Spent(2.0, 1.0, 0.5)
    assert (difference + difference).per(4) == Spent(1.0, 0.5, 0.25)
    assert difference.total == 3.5
