"""Reminders of events, a day and an hour before: announced once each, however often the clock asks."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from community.enums import EventState
from community.events import EventDue
from community.models import Event
from community.rules import events as rules
from core import outbox

BATCH = 200


@transaction.atomic
def remind_of_events(*, at: dt.datetime) -> int:
    """Announce what is due now; returns how many. Rows that another worker holds are its own. `reminded_*_at` is written in
    the same transaction: a worker killed half-way announces nothing twice and forgets nothing."""
    soon = Event.objects.filter(state=EventState.PUBLISHED, starts_at__gt=at, starts_at__lte=at + rules.DAY)
    soon = soon.filter(Q(reminded_day_at=None) | Q(reminded_hour_at=None), space__archived_at=None)
    told = 0
    for event in soon.select_for_update(of=("self",), skip_locked=True).order_by("starts_at", "id")[:BATCH]:
        notice = rules.due(
            event.starts_at - at,
            day_told=event.reminded_day_at is not None,
            hour_told=event.reminded_hour_at is not None,
        )
        if not notice:
            continue
        setattr(event, f"reminded_{notice}_at", at)
        event.save(update_fields=[f"reminded_{notice}_at"])
        outbox.publish(EventDue(event_id=event.pk, space_id=event.space_id, notice=notice, at=at))
        told += 1
    return told
