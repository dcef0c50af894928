from pathlib import Path

import pytest

from network.launcher.test import plan


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("community", "journeys"):
        (tmp_path / "tests" / folder).mkdir(parents=True)
    (tmp_path / "tests" / "community" / "test_threads.py").write_text("")
    return tmp_path


def test_without_arguments_everything_is_checked_in_order(root: Path) -> None:
    checks = plan([], root)

    assert [check.argv[0] for check in checks[:4]] == ["ruff", "ruff", "mypy", "lint-imports"]
    assert [check.title for check in checks if check.browser] == ["Parcours dans le navigateur (pytest)"]
    assert all("not long" in check.argv for check in checks if "pytest" in check.argv)


def test_all_adds_the_long_ones(root: Path) -> None:
    assert all("long or not long" in check.argv for check in plan(["--all"], root) if "pytest" in check.argv)


@pytest.mark.parametrize(
    ("arguments", "words", "browser"),
    [
        (["community", "-k", "thread"], ["tests/community", "-k", "thread", "-m", "not long"], False),
        (["journeys"], ["tests/journeys", "-m", "not long"], True),
        (["-k", "thread"], ["tests", "-k", "thread", "-m", "not long"], True),
        (["community", "-m", "long"], ["tests/community", "-m", "long"], False),
        (["--all", "community"], ["tests/community", "-m", "long or not long"], False),
        (
            ["tests/community/test_threads.py::test_reply"],
            ["tests/community/test_threads.py::test_reply", "-m", "not long"],
            False,
        ),
    ],
)
def test_arguments_narrow_it_to_pytest(root: Path, arguments: list[str], words: list[str], browser: bool) -> None:
    (check,) = plan(arguments, root)

    assert check.argv == ["python", "-m", "pytest", *words]
    assert check.browser is browser
