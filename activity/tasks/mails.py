"""Mails leave: what is due is put together, and sent over one connection, one commit per mail."""

import datetime as dt
import random
import re
import smtplib
import time
import uuid
from typing import Any

import structlog
from celery import shared_task
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from activity.actions import deliveries
from activity.queries import letters as due
from activity.queries.letters import Letter
from activity.tasks.letters import message_of

log = structlog.get_logger(__name__)
# Beat asks every twenty seconds; a turn ends before the next one begins, so that mails never hold every worker.
TURN_SECONDS = 15.0
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.\d{1,3}\b")
_NO_SUCH_MAILBOX = {550, 551, 553}


class ServerAway(Exception):
    """The mail server does not answer: nothing is wrong with the mails, they wait."""


@shared_task(name="activity.send_mails")
def send_mails() -> int:
    """Send what is due, for a turn at most; returns how many mails left. Two at once share the work, a kill loses none."""
    return send_due(at=timezone.now(), seconds=TURN_SECONDS)


def send_due(*, at: dt.datetime, seconds: float) -> int:
    until, sent, tried = time.monotonic() + seconds, 0, set[uuid.UUID]()
    connection = get_connection()
    try:
        while time.monotonic() < until:
            deliveries.put_together(at=at)
            mails = [mail for mail in due.mails_due(at) if mail not in tried]
            if not mails:
                break
            random.shuffle(mails)  # two senders seldom reach for the same one
            for mail in mails:
                tried.add(mail)
                sent += send_one(mail, connection, at=at)
                if time.monotonic() >= until:
                    break
    except ServerAway as error:
        log.error("mail_server_away", error=str(error))
    finally:
        _close(connection)
    return sent


def send_one(mail: uuid.UUID, connection: Any, *, at: dt.datetime) -> bool:
    """One mail, in a transaction of its own that holds it while the server answers; True when it left.

    Raises ServerAway. A mail that cannot be drawn is put off like one that the server refuses for now.
    """
    try:
        with transaction.atomic():
            return deliveries.hold(mail) and _send(mail, connection, at=at)
    except ServerAway:
        raise
    except Exception as error:
        log.exception("mail_failed", mail=str(mail))
        with transaction.atomic():
            if deliveries.hold(mail):
                deliveries.put_off(mail=mail, error=type(error).__name__, at=at)
        return False


def _send(mail: uuid.UUID, connection: Any, *, at: dt.datetime) -> bool:
    letter = due.load(mail)
    if letter is None:
        return False
    for why, ids in letter.dropped.items():
        deliveries.settle_cancelled(ids=ids, why=why, at=at)
    if not letter.kept:
        return False
    message = message_of(letter)
    try:
        connection.open()
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        _refused(letter, *next(iter(error.recipients.values())), at=at)
        return False
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        _put_off(letter, _words(error.smtp_code, error.smtp_error), at=at)
        return False
    except (smtplib.SMTPException, OSError) as error:
        raise ServerAway(type(error).__name__) from error
    deliveries.settle_sent(ids=letter.kept, at=at)
    return True


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
