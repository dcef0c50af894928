"""Quorum and reminders of a round. Days are those of Québec, first and last included."""

import datetime as dt

# Ministries that have not answered are reminded that many days before the last day.
REMINDERS = (7, 2)


def needed_for_quorum(asked: int, percent: int) -> int:
    """How many ministries must answer: the smallest number that makes `percent` of those asked; at least one."""
    return max(1, -(-asked * percent // 100))


def quorum_reached(*, asked: int, answered: int, percent: int) -> bool:
    return asked > 0 and answered >= needed_for_quorum(asked, percent)


def reminder_due(*, today: dt.date, opens_on: dt.date, closes_on: dt.date, reminded_on: dt.date | None) -> int | None:
    """The days left when a reminder is due today, else None.

    A day missed (nothing ran) is made up for, once. A day that is not after the opening has no reminder.
    """
    left = (closes_on - today).days
    for days in sorted(REMINDERS):
        if 0 <= left <= days:
            day = closes_on - dt.timedelta(days=days)
            return left if day > opens_on and (reminded_on is None or reminded_on < day) else None
    return None
