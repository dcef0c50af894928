"""When somebody last looked at the home page: what came since is set apart there."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from core.outbox import publish
from people.events import PersonReturned
from people.models import Person

AWAY = dt.timedelta(days=5)


@transaction.atomic
def see_home(*, person: Person, at: dt.datetime) -> None:
    """The home page of that moment was looked at; the mark only moves forward. Says so when that is after days away."""
    before = person.home_seen_at
    rows = Person.objects.filter(Q(home_seen_at=None) | Q(home_seen_at__lt=at), pk=person.pk)
    if rows.update(home_seen_at=at) and before is not None and at - before >= AWAY:
        publish(PersonReturned(person_id=person.pk, away_since=before, at=at))
