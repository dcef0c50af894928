"""What learning puts into calendars, one noun per module."""

from learning.calendar import plans, seats

__all__ = ["plans", "seats"]
