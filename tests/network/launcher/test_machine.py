from pathlib import Path

import pytest

from network.launcher.errors import Refusal
from network.launcher.machine import require_supported


@pytest.mark.parametrize(
    "release", ["ID=debian\nVERSION_ID=13\n", 'ID=ubuntu\nID_LIKE="debian"\n', 'ID=linuxmint\nID_LIKE="ubuntu debian"\n']
)
def test_debian_ubuntu_and_their_relatives_are_supported(tmp_path: Path, release: str) -> None:
    file = tmp_path / "os-release"
    file.write_text(release)

    require_supported(file)


@pytest.mark.parametrize("release", ["ID=fedora\n", "ID=alpine\nVERSION_ID=3.20\n", ""])
def test_any_other_system_is_refused_in_one_sentence(tmp_path: Path, release: str) -> None:
    file = tmp_path / "os-release"
    file.write_text(release)

    with pytest.raises(Refusal) as refusal:
        require_supported(file)

    assert "compose.yaml" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_machine_that_does_not_say_what_it_is_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        require_supported(tmp_path / "absent")
