import json
from pathlib import Path

import pytest

from network.launcher import bootstrap


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "_STAMP", tmp_path / "installed.json")
    return tmp_path


@pytest.mark.parametrize(
    ("installed", "wanted", "chosen"),
    [(None, "run", "run"), (None, "dev", "dev"), ("run", "run", "run"), ("run", "dev", "dev"), ("dev", "run", "dev")],
)
def test_run_takes_nothing_from_test(venv: Path, installed: str | None, wanted: str, chosen: str) -> None:
    if installed:
        (venv / "installed.json").write_text(json.dumps({"set": installed, "lock": "0"}))

    assert bootstrap._set_to_install(wanted) == chosen


def test_an_environment_made_by_hand_keeps_its_test_tools(venv: Path) -> None:
    (venv / "lib" / "python3.11" / "site-packages" / "pytest").mkdir(parents=True)

    assert bootstrap._set_to_install("run") == "dev"


def test_a_damaged_stamp_means_nothing_is_installed(venv: Path) -> None:
    (venv / "installed.json").write_text("{")

    assert bootstrap._read_stamp() == {}


def test_every_installed_file_is_pinned_with_a_hash_and_no_index_address() -> None:
    for lock in bootstrap.REQUIREMENTS.glob("*.txt"):
        text = lock.read_text()
        assert "--index-url" not in text, lock
        assert "://" not in text, lock
        packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in line and line.endswith("\\") for line in packages), lock


def test_the_environment_puts_the_libraries_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/ailleurs")

    env = bootstrap.environment()

    assert env["PATH"].startswith(f"{bootstrap.VENV / 'bin'}:")
    assert "PYTHONPATH" not in env
