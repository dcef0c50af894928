"""What of the catalogue is the same for everybody, kept in Redis and, the newest questions, in the process.

A course or a session that changes starts a new generation at once (subscribers/courses.py); nothing lives longer than five
minutes.
"""

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from core.cache import once

GENERATION, KEPT_SECONDS = "catalogue:generation", 300
MOST_KEPT = 200

# The newest questions in this process, each with the moment until which it holds: nothing to fetch, nothing to unpack.
_here: "OrderedDict[str, tuple[float, Any]]" = OrderedDict()


def kept(question: list[Any], read: Callable[[], Any]) -> Any:
    """What `read` gives for a question that everybody may ask (words, numbers, lists of those)."""
    digest = hashlib.sha256(json.dumps(question).encode()).hexdigest()[:24]
    name = f"catalogue:{digest}:{_generation()}"
    here = f"{cache.key_prefix}{name}"
    held = _here.get(here)
    if held is not None and held[0] > time.monotonic():
        return held[1]
    part = cache.get(name)
    if part is None:
        part = read()
        cache.set(name, part, KEPT_SECONDS)
    _here[here] = (time.monotonic() + KEPT_SECONDS, part)
    while len(_here) > MOST_KEPT:
        try:
            _here.popitem(last=False)
        except KeyError:  # another thread gave it up meanwhile
            break
    return part


def _generation() -> int:
    return once((GENERATION,), lambda: int(cache.get(GENERATION, 0)))


def forget_counts() -> None:
    """Count anew from now on."""
    try:
        cache.incr(GENERATION)
    except ValueError:
        cache.set(GENERATION, 1, None)
