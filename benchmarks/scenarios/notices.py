"""A reply in a thread that 5,000 members follow: how long until each of them has it in the application and by mail."""

import time
from collections.abc import Callable, Iterator

from django.db.models import Max
from django.utils import timezone

from activity.models import Delivery, Notification
from benchmarks import tidying
from benchmarks.bench import Bench, Row
from benchmarks.measures import median
from benchmarks.server import ServerFailed, serving
from community.actions.replies import post_reply
from community.models import Reply, Thread
from people.models import Person

IN_APP, QUEUED = 10.0, 60.0
TIMES, PATIENCE = 5, 120


def run(bench: Bench) -> Iterator[Row]:
    first = (Reply.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    tidying.take_back_replies(first)
    try:
        with serving("worker", wait=False):
            yield from _rows(bench)
    finally:
        tidying.take_back_replies(first)


def _rows(bench: Bench) -> Iterator[Row]:
    thread = Thread.objects.get(pk=bench.world.crowd_threads[5000])
    authors = list(Person.objects.filter(pk__in=bench.world.people[-TIMES - 1 :]).order_by("pk"))
    _told(thread, authors[0], 0)  # the worker starts
    told, queued, people, mails = zip(
        *(_told(thread, authors[number], number) for number in range(1, TIMES + 1)), strict=True
    )
    for label, seconds, count, limit in (
        ("Réponse à 5 000 : dans l’application", told, people, IN_APP),
        ("Réponse à 5 000 : courriels en file", queued, mails, QUEUED),
    ):
        reached = max(seconds) <= limit and min(count) >= min(4990, bench.world.size.members - 10)
        note = f"{median(seconds):.1f} s, au pire {max(seconds):.1f}; {min(count)} lignes".replace(".", ",")
        details = {"seconds": list(seconds), "rows": list(count)}
        yield Row(label, target=f"≤ {limit:g} s", reached=reached, note=note, details=details)


def _told(thread: Thread, author: Person, number: int) -> tuple[float, float, int, int]:
    """Seconds from the author's answer until the last row of each sort is there, and how many there are."""
    reply = post_reply(by=author, thread=thread, body=f"Réponse {number} du banc, à tout le monde.", at=timezone.now())
    notices = Notification.objects.filter(event_key=f"reply:{reply.pk}")
    mails = Delivery.objects.filter(notification__event_key=f"reply:{reply.pk}")
    started = time.perf_counter()
    in_app = _settled(notices.count, started)
    return in_app, _settled(mails.count, started), notices.count(), mails.count()


def _settled(count: Callable[[], int], started: float) -> float:
    """When the count last moved: it has to stand still for a second."""
    until, last, moved = time.monotonic() + PATIENCE, 0, 0.0
    while not last or time.perf_counter() - started - moved < 1:
        if time.monotonic() > until:
            raise ServerFailed(f"Le travailleur n’a rien écrit en {PATIENCE} s.")
        now = count()
        if now != last:
            last, moved = now, time.perf_counter() - started
        time.sleep(0.05)
    return moved
