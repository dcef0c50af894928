"""When somebody last looked at the home page: what came since is set apart there."""

import datetime as dt

from django.db.models import Q

from people.models import Person


def see_home(*, person: Person, at: dt.datetime) -> None:
    """The home page of that moment was looked at; the mark only moves forward."""
    rows = Person.objects.filter(Q(home_seen_at=None) | Q(home_seen_at__lt=at), pk=person.pk)
    rows.update(home_seen_at=at)
