"""Mails leave: what is due is put together, read some dozens at once, and sent over one connection, one commit per mail."""

import datetime as dt
import random
import re
import smtplib
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import structlog
from celery import shared_task
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from activity.actions import deliveries
from activity.enums import CancelReason
from activity.queries import letters as due
from activity.queries.letters import Letter
from activity.tasks.letters import message_of

log = structlog.get_logger(__name__)
# Beat asks every twenty seconds; a turn ends before the next one begins, so that mails never hold every worker.
TURN_SECONDS = 15.0
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.\d{1,3}\b")
_NO_SUCH_MAILBOX = {550, 551, 553}
SERVICE_CLOSING = 421
# Mails are read together, for what reads cost; and sent within seconds, for what they say is to hold when they leave.
AT_ONCE, MOST_LOOKED_AT, FRESH_SECONDS = 100, 400, 5.0


class ServerAway(Exception):
    """The mail server does not answer: nothing is wrong with the mails, they wait."""


@shared_task(name="activity.send_mails")
def send_mails() -> int:
    """Send what is due, for a turn at most; returns how many mails left. Two at once share the work, a kill loses none."""
    return send_due(at=timezone.now(), seconds=TURN_SECONDS)


@dataclass
class Turn:
    """One turn of sending: over one connection, for what is due at `at`, until `until` of the steady clock."""

    connection: Any
    at: dt.datetime
    until: float
    tried: set[uuid.UUID] = field(default_factory=set)
    sent: int = 0

    @property
    def over(self) -> bool:
        return time.monotonic() >= self.until


def send_due(*, at: dt.datetime, seconds: float) -> int:
    turn = Turn(get_connection(), at, time.monotonic() + seconds)
    try:
        while not turn.over and (mails := _next(turn)):
            with deliveries.holding(mails) as held:
                turn.tried.update(set(mails) - set(held))
                _send_all(_read(held, at), turn)
    except ServerAway as error:
        log.error("mail_server_away", error=str(error))
    finally:
        _close(turn.connection)
    return turn.sent


def _next(turn: Turn) -> list[uuid.UUID]:
    """Some mails to try; what is due without a mail yet is put together once the others are done."""
    for _again in range(2):
        mails = [mail for mail in due.mails_due(turn.at, limit=MOST_LOOKED_AT) if mail not in turn.tried]
        if mails:
            random.shuffle(mails)  # two senders seldom reach for the same ones
            return mails[:AT_ONCE]
        if not deliveries.put_together(at=turn.at):
            break
    return []


def _read(mails: list[uuid.UUID], at: dt.datetime) -> list[Letter]:
    """What they carry. When one of them cannot be read the others are; that one is put off."""
    try:
        with transaction.atomic():
            return list(due.load_all(mails, at).values())
    except Exception as error:
        if len(mails) > 1:
            return [letter for mail in mails for letter in _read([mail], at)]
        _give_up(mails[0], error, at)
        return []


def _send_all(letters: list[Letter], turn: Turn) -> None:
    """Each is committed as soon as the server has it. Raises ServerAway.

    What was read too long ago, since the server is slow, is not sent: it is read anew.
    """
    fresh_until = time.monotonic() + FRESH_SECONDS
    for why in CancelReason:
        if ids := [pk for letter in letters for pk in letter.dropped.get(why, ())]:
            deliveries.settle_cancelled(ids=ids, why=why, at=turn.at)
    taken = deliveries.taken_among([letter.mail for letter in letters])
    for letter in letters:
        if turn.over or time.monotonic() >= fresh_until:
            return
        turn.tried.add(letter.mail)
        if letter.mail in taken:
            deliveries.settle_sent(ids=letter.kept, at=turn.at)
        elif letter.waits_until is not None:
            deliveries.hold_back(ids=letter.kept, until=letter.waits_until)
        elif letter.kept:
            turn.sent += _send(letter, turn)


def _send(letter: Letter, turn: Turn) -> bool:
    """One mail; True when it left. One that cannot be drawn is put off like one that the server refuses for now."""
    try:
        message = message_of(letter)
    except Exception as error:
        _give_up(letter.mail, error, turn.at)
        return False
    try:
        _hand_over(message, turn.connection)
    except smtplib.SMTPRecipientsRefused as error:
        _refused(letter, *next(iter(error.recipients.values())), at=turn.at)
        return False
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        _put_off(letter, _words(error.smtp_code, error.smtp_error), at=turn.at)
        return False
    except (smtplib.SMTPException, OSError) as error:
        raise ServerAway(type(error).__name__) from error
    deliveries.note_taken(letter.mail)
    deliveries.settle_sent(ids=letter.kept, at=turn.at)
    return True


def _hand_over(message: EmailMessage, connection: Any) -> None:
    """Many servers take some mails over one connection, then hang up: the next one goes over a new connection."""
    if not connection.open():
        try:
            connection.send_messages([message])
        except smtplib.SMTPServerDisconnected:
            pass
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused) as error:
            if _code_of(error) != SERVICE_CLOSING:
                raise
        else:
            return
        _close(connection)
        connection.open()
    connection.send_messages([message])


def _code_of(error: smtplib.SMTPException) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return int(next(iter(error.recipients.values()))[0])
    return int(getattr(error, "smtp_code", 0))


def _give_up(mail: uuid.UUID, error: Exception, at: dt.datetime) -> None:
    """For now: a fault of ours in one mail stops no other."""
    log.error("mail_failed", mail=str(mail), exc_info=error)
    with transaction.atomic():
        deliveries.put_off(mail=mail, error=type(error).__name__, at=at)


def _refused(letter: Letter, code: int, said: Any, *, at: dt.datetime) -> None:
    """For good when the server says that there is no such mailbox; anything else may pass (a full box, a wrong relay)."""
    words = _words(code, said)
    if _is_for_good(code, words):
        deliveries.settle_refused(ids=letter.kept, person=letter.person, address=letter.address, error=words, at=at)
    else:
        _put_off(letter, words, at=at)


def _put_off(letter: Letter, words: str, *, at: dt.datetime) -> None:
    deliveries.postpone(ids=letter.kept, attempts=letter.attempts, error=words, at=at)


def _is_for_good(code: int, words: str) -> bool:
    """5.1.x (RFC 3463) speaks of the address; a server without such codes is taken by its word."""
    enhanced = _ENHANCED.search(words)
    return enhanced.group(1, 2) == ("5", "1") if enhanced else code in _NO_SUCH_MAILBOX


def _words(code: int, said: Any) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(text.split())}"


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        log.warning("mail_connection_not_closed")
