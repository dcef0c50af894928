"""The real servers, in a directory of their own."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from network.launcher import bootstrap, postgres, servers
from network.launcher.errors import Refusal
from network.launcher.house import House


@pytest.fixture(autouse=True)
def leave_nothing_in_the_refuge(tmp_path: Path) -> Iterator[None]:
    """As root the cluster may stand outside of pytest's folders, which are closed to other accounts."""
    yield
    for place in tmp_path.glob("**/postgres"):
        shutil.rmtree(place.resolve())


def start_and_ask(house: House, question: str, *, first: str = "") -> object:
    with (
        house.held(),
        servers.started(
            house, bootstrap.site_packages(), bootstrap.environment(), lasting=False, database_settings=postgres.VOLATILE
        ) as used,
    ):
        with psycopg.connect(used.database_url, autocommit=True) as connection:
            connection.execute(first)
            row = connection.execute(question).fetchone()
        assert all(child.running for child in used.children)
    assert not any(child.running for child in used.children)
    return row[0] if row else None


def test_they_start_deep_down_keep_what_is_written_and_leave_no_lock(tmp_path: Path) -> None:
    house = House(tmp_path / ("profond" * 16) / "data")

    folded = start_and_ask(house, "select lower('É')", first="create table essai as select 'É'::text as mot")
    (house.path / "postgres").resolve().joinpath("cluster", "postmaster.pid").write_text(f"{os.getpid()}\n/ailleurs\n")
    kept = start_and_ask(house, "select mot from essai")

    assert folded == "é"
    assert kept == "É"
    assert not (house.path / "postgres" / "cluster" / "postmaster.pid").exists()


def test_no_server_listens_on_the_network(tmp_path: Path) -> None:
    assert start_and_ask(House(tmp_path), "show listen_addresses") == ""


def test_given_addresses_start_nothing(tmp_path: Path) -> None:
    house = House(tmp_path)
    given = {"DATABASE_URL": "postgres://a@b/c", "REDIS_URL": "redis://b"}

    with house.held(), servers.started(house, tmp_path, {}, lasting=True, given=given) as used:
        assert (used.database_url, used.redis_url, used.children) == ("postgres://a@b/c", "redis://b", [])


def test_a_cluster_of_another_version_is_refused_with_where_to_read_on(tmp_path: Path) -> None:
    house = House(tmp_path)
    start_and_ask(house, "select 1")
    version = (house.path / "postgres").resolve() / "cluster" / "PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(Refusal, match="docs/operations.md"):
        start_and_ask(house, "select 1")


def test_redis_answers_on_its_socket_alone(tmp_path: Path) -> None:
    house = House(tmp_path)
    with (
        house.held(),
        servers.started(
            house,
            bootstrap.site_packages(),
            bootstrap.environment(),
            lasting=False,
            given={"DATABASE_URL": "postgres://a@b/c"},
        ) as used,
        socket.socket(socket.AF_UNIX) as client,
    ):
        client.connect(used.redis_url.removeprefix("unix://").partition("?")[0])
        client.sendall(b"CONFIG GET port\r\n")

        assert client.recv(100).endswith(b"$1\r\n0\r\n")
