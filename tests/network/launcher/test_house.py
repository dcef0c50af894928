import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from network.launcher import processes
from network.launcher.errors import Refusal
from network.launcher.house import House


def test_one_launcher_at_a_time_and_the_second_hears_where_the_first_is(tmp_path: Path) -> None:
    first, second = House(tmp_path / "data"), House(tmp_path / "data")
    with first.held():
        first.note(4321, "http://127.0.0.1:8000")

        with pytest.raises(Refusal, match="sert déjà au processus 4321, à l’adresse http://127.0.0.1:8000"), second.held():
            pass

        assert first.in_use
    assert not first.in_use
    with second.held():
        pass


def test_nothing_of_the_run_stays(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    with house.held():
        sockets = house.make_sockets()
        house.share({"DEMO": "1"})

    assert not sockets.exists()
    assert sorted(path.name for path in house.path.iterdir()) == ["logs", "stamps"]


def test_a_directory_that_cannot_be_made_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with (
        pytest.raises(Refusal, match="ne peut pas être écrit .* DATA_DIR") as refusal,
        House(tmp_path / "file" / "data").held(),
    ):
        pass

    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("path", ["/proc", "/proc/data"])
def test_a_read_only_directory_is_refused(path: str) -> None:
    with pytest.raises(Refusal, match="ne peut pas être écrit"), House(Path(path)).held():
        pass


def test_sockets_have_short_paths_however_deep_the_data(tmp_path: Path) -> None:
    house = House(tmp_path / ("profond" * 20) / ("encore" * 20))
    with house.held():
        assert len(os.fsencode(house.make_sockets() / "redis" / "redis.sock")) < 100


def test_what_a_killed_launcher_left_is_ended_and_removed(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    program = f"""
import os, signal, subprocess
from pathlib import Path
from network.launcher.house import House
house = House(Path({str(house.path)!r}))
with house.held():
    print(house.make_sockets())
    orphan = subprocess.Popen(["sleep", "0.5"], start_new_session=True, stdout=subprocess.DEVNULL)
    house.note(os.getpid(), "http://127.0.0.1:8000", {{"web": orphan.pid}})
    print(orphan.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    sockets, orphan = killed.stdout.split()
    assert Path(sockets).exists()
    assert house.in_use

    with house.held():
        assert processes.started_at(int(orphan)) is None
        assert not Path(sockets).exists()


def test_the_secret_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    house = House(tmp_path)

    key = house.secret_key()

    assert len(key) >= 50
    assert house.secret_key() == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_the_shared_environment_can_be_read_by_a_shell(tmp_path: Path) -> None:
    house = House(tmp_path)
    with house.held():
        house.share({"ALLOWED_HOSTS": "l'hôte $HOME"})
        answer = subprocess.run(
            ["sh", "-c", '. "$0" && printf %s "$ALLOWED_HOSTS"', str(tmp_path / "environment")],
            capture_output=True,
            check=True,
        )

    assert answer.stdout.decode() == "l'hôte $HOME"


def test_a_log_of_the_last_start_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    house = House(tmp_path)
    with house.held():
        house.log("web").write_text("avant")

        assert not house.log("web").exists()
        assert (house.logs / "web.1.log").read_text() == "avant"
