"""Pages asked with the outside network blocked: `python -m benchmarks.isolation`, what to ask on standard input.

The process leaves the machine's network for an empty one (an own network namespace with a loopback and nothing else), then
starts the page server there and asks. Where the kernel does not allow that, or PostgreSQL and Redis are reached by TCP,
every connection of Python to anything but this machine is refused instead (`blocked/sitecustomize.py`).
"""

import ctypes
import fcntl
import json
import os
import socket
import struct
import sys
from pathlib import Path
from typing import Any

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1
# An address kept for documentation (RFC 5737): nobody answers there, but a network that lets through does not say so.
OUTSIDE = ("192.0.2.1", 80)


def leave_network() -> bool:
    """Enter an empty network namespace; False when the kernel refuses."""
    libc = ctypes.CDLL(None, use_errno=True)
    wanted = [_NEW_NETWORK] if os.geteuid() == 0 else [_NEW_NETWORK, _NEW_NETWORK | _NEW_USER]
    if all(libc.unshare(flags) != 0 for flags in wanted):
        return False
    _raise_loopback()
    return True


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(control, _GET_FLAGS, request))[1]
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


def outside_is_blocked() -> bool:
    """Whether a connection to the outside fails at once."""
    with socket.socket() as probe:
        probe.settimeout(1)
        try:
            probe.connect(OUTSIDE)
        except TimeoutError:
            return False
        except OSError:
            return True
        return False


def by_sockets_only() -> bool:
    """Whether PostgreSQL and Redis are reached by Unix sockets, which an empty network does not cut off."""
    return "host=%2F" in os.environ.get("DATABASE_URL", "") and os.environ.get("REDIS_URL", "").startswith("unix:")


def main() -> int:
    asked: list[dict[str, str]] = json.load(sys.stdin)
    way = "espace réseau vide" if by_sockets_only() and leave_network() else "connexions refusées"
    if way == "connexions refusées":
        refusing = str(Path(__file__).parent / "blocked")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [refusing, os.environ.get("PYTHONPATH", "")]))
    import django

    django.setup()
    from benchmarks.load import Call, ask
    from benchmarks.server import serving

    answer: dict[str, Any] = {"way": way, "blocked": outside_is_blocked() or way != "espace réseau vide", "statuses": []}
    with serving("granian") as server:
        for page in asked:
            answer["statuses"].append(ask(server.port, Call(page["path"], page["cookie"])).status)
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
