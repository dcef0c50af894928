"""Campaigns: when one is reminded, and how many people are said to be invited."""

import datetime as dt

FIRST_AFTER, LAST_BEFORE = dt.timedelta(days=7), dt.timedelta(days=3)
MOST_REMINDERS = 2
SMALLEST = 10  # fewer people: nothing of it could be published
STEP = 5
SHORTEST, LONGEST = dt.timedelta(days=7), dt.timedelta(days=180)


def reminder_due(*, today: dt.date, invited_on: dt.date, closes_on: dt.date, sent: int) -> int:
    """Number of the reminder that is due: 1 a week after the invitation, 2 in the last three days; 0: none. What nobody sent
    in its time is not made up for, and nobody is reminded on the day of the invitation."""
    if not invited_on < today <= closes_on or sent >= MOST_REMINDERS:
        return 0
    if closes_on - today <= LAST_BEFORE:
        return 2
    return 1 if sent == 0 and today - invited_on >= FIRST_AFTER else 0


def rounded(people: int) -> int | None:
    """To the nearest five; None for fewer than ten."""
    return None if people < SMALLEST else (people + STEP // 2) // STEP * STEP
