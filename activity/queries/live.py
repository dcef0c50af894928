"""Topics of live pages and the signed tokens by which a page asks for them."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing

from people.models import Person

_SALT = "activity.live"
LASTS_SECONDS = 12 * 3600
# A page may have read the database a moment before its token was signed: look this far back.
MARGIN_SECONDS = 5.0
LONGEST_TOKEN = 2000
CHANNEL = "maillage.live"
KEY_PREFIX = "maillage:nudge:"
REVOKED_PREFIX = "maillage:revoked:"
SINCE_KEY = "maillage:nudges-since"


@dataclass(frozen=True)
class Token:
    """What a page may hear: topics, for one person, signed at `issued` (seconds since the epoch)."""

    person_id: int
    topics: tuple[str, ...]
    issued: float

    @property
    def expired(self) -> bool:
        return time.time() - self.issued > LASTS_SECONDS


def topic_of(kind: str, number: int) -> str:
    """`thread:12`."""
    return f"{kind}:{number}"


def every_topic(kind: str) -> str:
    """`thread:*`: all topics of a kind, for closing them at once (nobody can listen to it)."""
    return f"{kind}:*"


def closing(topic: str) -> tuple[str, str, str]:
    """What closes a topic when it is closed: everything, its kind, itself."""
    return ("", every_topic(topic.partition(":")[0]), topic)


def topic_token(person: Person, topic: str) -> str:
    """A signed right of this person to hear this topic for twelve hours. The caller has checked that the person may."""
    return topics_token(person, [topic])


def topics_token(person: Person, topics: Iterable[str]) -> str:
    """The same for several topics that one element of the page waits for; "" for none."""
    names = list(topics)
    return signing.dumps([person.pk, round(time.time(), 2), *names], salt=_SALT) if names else ""


def read_token(value: object) -> Token | None:
    """The token if it was signed here; None for anything else. Look at `expired` too."""
    if not isinstance(value, str) or len(value) > LONGEST_TOKEN:
        return None
    try:
        person_id, issued, *topics = signing.loads(value, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Token(int(person_id), tuple(topics), float(issued))
