"""Mails of sign-in: written in the request, sent by a worker.

Their text holds codes and links that open accounts: it waits in the cache for an hour at most, never in a table.
"""

import datetime as dt

from django.core.cache import cache
from django.utils.crypto import get_random_string

from core.outbox import publish
from people.events import AccountMailWritten

KEPT_SECONDS = 60 * 60


def hand_over(*, subject: str, body: str, to: list[str], at: dt.datetime) -> None:
    """Leave a mail for a worker."""
    key = get_random_string(40)
    cache.set(cache_key(key), {"subject": subject, "body": body, "to": to}, KEPT_SECONDS)
    publish(AccountMailWritten(key=key, at=at))


def cache_key(key: str) -> str:
    return f"courriel:{key}"
