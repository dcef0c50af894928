"""Read by Python at its start: no connection leaves this machine."""

import ipaddress
import socket

_connect = socket.socket.connect


def _near(address: object) -> bool:
    if not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(str(address[0])).is_loopback
    except ValueError:
        return str(address[0]) == "localhost"


def connect(self: socket.socket, address: object) -> None:
    if not _near(address):
        raise OSError(101, "Network is unreachable")
    _connect(self, address)  # type: ignore[arg-type]


socket.socket.connect = connect  # type: ignore[assignment,method-assign]
