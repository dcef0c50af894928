from pathlib import Path

import pytest

from network.launcher.steps import seconds, step, tail


@pytest.mark.parametrize(
    ("duration", "text"), [(0.04, "0,0 s"), (12.34, "12,3 s"), (60, "1 min 00 s"), (125.4, "2 min 05 s")]
)
def test_a_duration_reads_as_in_french(duration: float, text: str) -> None:
    assert seconds(duration) == text


def test_a_step_shows_its_duration_on_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    with step("Redis"):
        pass

    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("  Redis ....")
    assert line.endswith(" 0,0 s")


def test_a_step_that_fails_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="panne"), step("Redis"):
        raise ValueError("panne")

    assert capsys.readouterr().out.endswith(" arrêté après 0,0 s\n")


def test_the_tail_of_a_log_is_its_last_lines(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("un\ndeux\ntrois\n")

    assert tail(log, lines=2) == "    deux\n    trois"
    assert tail(tmp_path / "absent.log") == ""
