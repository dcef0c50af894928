"""The mail server of a demonstration: a real one, of this machine alone, that keeps each mail as a file."""

import smtplib
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from network.launcher import bootstrap, mailbox
from network.launcher.catcher import Keeper
from network.launcher.errors import Refusal
from network.launcher.house import House


def test_what_is_sent_is_a_file_and_the_server_ends(tmp_path: Path) -> None:
    house = House(tmp_path)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Bienvenue à bord", "a@exemple.test", "b@exemple.test"
    mail.set_content("Une première ligne\n.une ligne qui commence par un point\n")
    with house.held():
        house.make_sockets()
        with mailbox.opened(house, bootstrap.environment()) as box:
            place = urlsplit(box.url)
            with smtplib.SMTP(place.hostname or "", place.port or 0, timeout=10) as client:
                client.send_message(mail)
            [child] = box.children
            assert (place.scheme, place.hostname, child.running) == ("smtp", "127.0.0.1", True)
        assert not child.running
    [kept] = (tmp_path / "mail").glob("*.eml")
    assert b"\n.une ligne qui commence par un point" in kept.read_bytes().replace(b"\r\n", b"\n")


def test_a_given_server_starts_nothing(tmp_path: Path) -> None:
    with mailbox.opened(House(tmp_path), {}, given="smtp://ailleurs:25") as box:
        assert (box.url, box.children) == ("smtp://ailleurs:25", [])


def test_a_server_that_does_not_start_says_so(tmp_path: Path) -> None:
    house = House(tmp_path)
    with house.held():
        house.make_sockets()
        broken = {**bootstrap.environment(), "PYTHONPATH": "", "PYTHONHOME": "/nulle/part"}
        with pytest.raises(Refusal, match="boîte aux lettres"), mailbox.opened(house, broken):
            raise AssertionError("never reached")


def test_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.launcher.catcher.KEPT", 2)
    for number in range(4):
        (tmp_path / f"{number}.eml").write_text("x")
    Keeper(tmp_path)._forget()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2.eml", "3.eml"]
