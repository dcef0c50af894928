"""Stop requests: noted when they come, obeyed only at a place where nothing is half-started.

An exception raised by a signal handler may fall between the birth of a process and its entry in the list of those to stop.
So the handlers only note the request, and `pause` raises it.
"""

import contextlib
import select
import signal
import socket
from types import FrameType

from network.launcher.errors import Stopped

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_requested = False
_bell, _bell_in = socket.socketpair()
_bell.setblocking(False)
_bell_in.setblocking(False)


def install() -> None:
    """Take over the stop signals, and be woken by the end of a child."""
    signal.set_wakeup_fd(_bell_in.fileno(), warn_on_full_buffer=False)
    for number in _STOPPING:
        signal.signal(number, _note)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)


def pause(seconds: float, *, stoppable: bool = True) -> None:
    """Wait at most that long, less when a signal comes. Raises Stopped once a stop is asked for, unless already stopping."""
    if stoppable:
        check()
    select.select([_bell], [], [], seconds)
    with contextlib.suppress(BlockingIOError):
        _bell.recv(4096)
    if stoppable:
        check()


def check() -> None:
    if _requested:
        raise Stopped


def _note(number: int, frame: FrameType | None) -> None:
    global _requested
    _requested = True
