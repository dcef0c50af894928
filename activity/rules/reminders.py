"""When a reminder is due: in the morning of a Québec day."""

import datetime as dt

MORNING = dt.time(8, 0)
LONGEST = dt.timedelta(days=366)
MONDAY = 0


def moment_of(choice: str, *, day: dt.date | None, now: dt.datetime) -> dt.datetime | None:
    """`now` in the zone of the person; `choice`: demain, lundi (the next one, never today), date (`day`), or nothing.

    Raises ValueError: a day that is missing, already here, or more than a year away.
    """
    today = now.date()
    if choice == "demain":
        chosen = today + dt.timedelta(days=1)
    elif choice == "lundi":
        chosen = today + dt.timedelta(days=(MONDAY - today.weekday() - 1) % 7 + 1)
    elif choice == "date":
        if day is None or not today < day <= today + LONGEST:
            raise ValueError(day)
        chosen = day
    else:
        return None
    return dt.datetime.combine(chosen, MORNING, now.tzinfo)
