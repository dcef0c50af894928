"""The link that stops mails without signing in: what it stops, signed, so that nobody makes one up for somebody else."""

from dataclasses import dataclass
from typing import Literal

from django.core import signing

from activity.queries.notification_kinds import notification_kinds
from activity.queries.targets import Ref, cards_of
from people.models import Person

_SALT = "activity.unsubscribe"
What = Literal["kind", "digest", "target"]


@dataclass(frozen=True)
class Stop:
    """What one link stops for one person: mails of a kind, digests, or a place in the digests.

    `key`: of the kind, or `type.number` of the place. `before`: what held when the mail was written, for the way back.
    """

    person_id: int
    what: What
    key: str = ""
    before: str = ""

    @property
    def ref(self) -> Ref:
        type_id, _dot, object_id = self.key.partition(".")
        return Ref(int(type_id), int(object_id))


def token_of(stop: Stop) -> str:
    return signing.dumps([stop.person_id, stop.what, stop.key, stop.before], salt=_SALT)


def read_token(token: str) -> Stop | None:
    """What the token says, None for one that we did not write. It never expires: an old mail may still be refused."""
    try:
        person_id, what, key, before = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Stop(person_id, what, key, before)


def reader_of(stop: Stop) -> Person | None:
    """The member whose mails these are, while they are one."""
    return Person.objects.active().filter(pk=stop.person_id).first()


def named(stop: Stop, person: Person) -> str:
    """The kind's label or the place's name, "" when it is gone or not open to the person any more."""
    if stop.what == "kind":
        kind = notification_kinds.get(stop.key)
        return str(kind.label) if kind is not None else ""
    if stop.what == "target":
        card = cards_of([stop.ref], person).get(stop.ref)
        return card.label if card is not None else ""
    return ""
