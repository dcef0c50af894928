"""The alarm: administrators hear that mails or announcements wait too long."""

import datetime as dt

from django.utils import timezone

from activity.actions.notifications import notify
from activity.queries.backlog import Backlog
from people.enums import RoleKind
from people.queries.roles import holders

KIND = "activity.backlog"


def raise_alarm(*, state: Backlog, at: dt.datetime) -> int:
    """A notice to every administrator, at most one an hour; returns how many are new."""
    to = holders(RoleKind.ADMINISTRATOR, timezone.localdate(at)).values_list("pk", flat=True)
    return notify(
        kind=KIND,
        event_key=f"backlog:{at.astimezone(dt.UTC):%Y%m%d%H}",
        recipients=[(number, "administrator") for number in to],
        actor=None,
        target=None,
        audience_id=None,
        url="/readyz",
        data={"mails": _minutes(state.mails, state.mails_late), "outbox": _minutes(state.outbox, state.outbox_late)},
        at=at,
    )


def _minutes(age: dt.timedelta, late: bool) -> int:
    return int(age.total_seconds() // 60) if late else 0
