"""Which kinds of notices one wants."""

from django.db import transaction

from activity.enums import Channel
from activity.models import Preference
from activity.queries.notification_kinds import notification_kinds
from people.models import Person


class UnknownKind(ValueError):
    """No such kind of notice, or one that cannot be switched off."""


@transaction.atomic
def set_preference(*, person: Person, kind: str, channel: Channel | str, wanted: bool) -> None:
    """Whether this kind reaches the person by this channel. Back at the default, no row remains."""
    entry = notification_kinds.get(kind)
    if entry is None or entry.always:
        raise UnknownKind(kind)
    channel = Channel(channel)
    rows = Preference.objects.filter(person=person, kind=kind, channel=channel)
    if wanted == (channel in entry.channels):
        rows.delete()
    else:
        Preference.objects.update_or_create(person=person, kind=kind, channel=channel, defaults={"wanted": wanted})
