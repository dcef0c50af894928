"""`./run` as it is typed: each refusal is one French sentence, exit status 1, and nothing is left behind."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from network.launcher.bootstrap import ROOT


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in {"HOST", "PORT", "DATA_DIR"}}
    return subprocess.run([ROOT / "run", *arguments], env={**env, **settings}, capture_output=True, text=True, check=False)


def test_a_taken_port_leaves_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answer = run(PORT=str(server.getsockname()[1]), DATA_DIR=str(tmp_path / "data"))

    assert (answer.returncode, answer.stdout) == (1, "")
    assert "n’est pas libre" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [({"PORT": "beaucoup"}, "PORT doit être"), ({"DATA_DIR": "/proc/data"}, "ne peut pas être écrit")],
)
def test_other_refusals(settings: dict[str, str], sentence: str) -> None:
    answer = run(**{"PORT": "18765", **settings})

    assert (answer.returncode, answer.stdout) == (1, "")
    assert sentence in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_an_argument_is_refused_with_what_to_do_instead() -> None:
    answer = run("8080")

    assert answer.returncode == 1
    assert "PORT=8080 ./run" in answer.stderr


def test_without_a_recent_python_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)

    answer = run(PATH=str(tmp_path))

    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == "Maillage demande Python 3.11 ou plus récent, et n’en trouve pas ici.\n"
