"""Seats of a session: until when quotas keep seats back, who gets the free ones, what counts as late."""

import datetime as dt
from collections.abc import Iterable, Mapping

from learning.rules.planning import Waiting, waiting_order

QUOTAS_HOLD_UNTIL = dt.timedelta(days=7)  # before the start, where no day of decision is set
LATE = dt.timedelta(hours=48)  # a seat given back later than this before the start is rarely used by somebody else
DESK_OPENS = dt.timedelta(minutes=30)  # before a meeting
DESK_CLOSES = dt.timedelta(minutes=30)  # after it
CODE_SECONDS = 300  # how long one code of the desk is shown; it is good for twice that


def quotas_hold(at: dt.datetime, *, starts_at: dt.datetime, decided_from: dt.datetime | None) -> bool:
    """Whether who is over the quota of their ministry waits although seats are free: until the day of decision (its first
    moment), or a week before the start. From then on no seat stays empty because of a quota."""
    return at < (decided_from or starts_at - QUOTAS_HOLD_UNTIL)


def next_for_seats(
    waiting: Iterable[Waiting], *, seats: int, held: Mapping[str, int], quotas: Mapping[str, int], hold: bool
) -> list[Waiting]:
    """Who gets the seats that are free now, in order. `hold`: quotas still keep back who is over them."""
    free = max(seats - sum(held.values()), 0)
    order = waiting_order(waiting, held=held, quotas=quotas)
    if not hold:
        return order[:free]
    taken, chosen = dict(held), list[Waiting]()
    for one in order:
        if len(chosen) == free or taken.get(one.place, 0) >= quotas.get(one.place, seats):
            break  # the order puts who is under a quota first: from here on all are over theirs
        taken[one.place] = taken.get(one.place, 0) + 1
        chosen.append(one)
    return chosen


def is_late(at: dt.datetime, *, starts_at: dt.datetime) -> bool:
    """Whether a seat is given back so late that a reason is asked."""
    return starts_at - at < LATE


def desk_is_open(at: dt.datetime, *, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Whether people sign in to a meeting by its code."""
    return starts_at - DESK_OPENS <= at <= ends_at + DESK_CLOSES
