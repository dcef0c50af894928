"""The administrators' decisions, read at every request: kept in the process for a few seconds."""

import time

from people.models import InstallationSettings

_FRESH_SECONDS = 10.0
_kept: tuple[float, InstallationSettings] | None = None


def installation() -> InstallationSettings:
    """The one row, or what holds before there is one (reading writes none); a change shows within ten seconds everywhere."""
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] > _FRESH_SECONDS:
        _kept = (now, InstallationSettings.objects.order_by("pk").first() or InstallationSettings())
    return _kept[1]


def forget() -> None:
    """Read anew at the next call (after a change in this process, and in tests)."""
    global _kept
    _kept = None
