"""`./run`: everything from nothing to a page, then everything to nothing on Ctrl-C."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from network.launcher import bootstrap, environment, machine, ports, processes, services, supervise
from network.launcher.errors import Refusal, Stopped
from network.launcher.house import House
from network.launcher.ports import Address
from network.launcher.steps import say, seconds, step, tail


def run() -> int:
    """Start Maillage and stay until asked to stop. Raises Refusal, with nothing left behind, when it cannot."""
    began = time.monotonic()
    machine.require_supported()
    address = ports.read_address(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000"))
    house = House(environment.data_dir(".data"))
    if not house.in_use:
        # Before the directory is made: a refused start leaves nothing.
        ports.require_free(address)
    with house.held():
        ports.require_free(address)
        say("Maillage démarre.")
        try:
            with _everything(house, address):
                supervise_until_stopped(house, address, began)
        except Stopped:
            say("Maillage est arrêté.")
    return 0
