import os
from pathlib import Path

import pytest

from network.launcher import supervise
from network.launcher.bootstrap import ROOT
from network.launcher.errors import Refusal
from network.launcher.house import House
from network.launcher.supervise import read_procfile


def test_the_procfile_gives_commands_and_settings(tmp_path: Path) -> None:
    procfile = tmp_path / "Procfile"
    procfile.write_text("# des pages\nweb: SERVING=asgi daphne -b $HOST -p ${PORT} 'a b'\n\nwork: celery\n")

    commands = read_procfile(procfile, {"HOST": "::1", "PORT": "8000"})

    assert commands == {"web": (["daphne", "-b", "::1", "-p", "8000", "a b"], {"SERVING": "asgi"}), "work": (["celery"], {})}


def test_the_procfile_of_the_project_names_the_three_kinds_of_process() -> None:
    commands = read_procfile(ROOT / "Procfile", {"HOST": "127.0.0.1", "PORT": "8000", "DATA_DIR": "/x"})

    assert list(commands) == ["web", "work", "beat"]
    assert [settings["SERVING"] for _, settings in commands.values()] == ["asgi", "work", "work"]


def test_a_process_that_ends_by_itself_is_named_with_the_end_of_its_log(tmp_path: Path) -> None:
    procfile = tmp_path / "Procfile"
    procfile.write_text("""web: sh -c "echo 'port pris'; exit 4"\nwork: sleep 60\n""")
    house = House(tmp_path / "data")

    with house.held(), supervise.started(procfile, os.environ, house) as children, pytest.raises(Refusal) as refusal:
        supervise.watch(children)

    message = str(refusal.value)
    assert "« web » s’est arrêté (code 4)" in message
    assert message.endswith("    port pris")
    assert not any(child.running for child in children)
