"""The code that a room shows, by which people who are there say so."""

import base64
import datetime as dt

from django.utils.crypto import constant_time_compare, salted_hmac

from learning.models import Meeting, Session
from learning.rules.seats import CODE_SECONDS, desk_is_open

LETTERS = 6


def open_meeting(session: Session, at: dt.datetime) -> Meeting | None:
    """The meeting to which people sign in now."""
    found = [one for one in session.meetings.all() if desk_is_open(at, starts_at=one.starts_at, ends_at=one.ends_at)]
    return min(found, key=lambda one: abs(one.starts_at - at), default=None)


def code_of(session: Session, at: dt.datetime) -> str:
    """The code of these five minutes: six letters and digits, none of which looks like another."""
    return _code(session, int(at.timestamp()) // CODE_SECONDS)


def is_code(session: Session, code: str, at: dt.datetime) -> bool:
    """Whether it is the code shown now, or the one before it."""
    now = int(at.timestamp()) // CODE_SECONDS
    typed = "".join(code.split()).upper()
    return any(constant_time_compare(typed, _code(session, turn)) for turn in (now, now - 1))


def _code(session: Session, turn: int) -> str:
    digest = salted_hmac("learning.desk", f"{session.desk_key}:{turn}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:LETTERS]
