"""Who hears of a reply, worked out behind by a worker: one bulk for 5,000 followers, against one task for each."""

import time
from collections.abc import Callable, Iterator

from django.db.models import Max
from django.utils import timezone

from activity.models import Notification
from benchmarks import tidying
from benchmarks.accounting import Meter, Spent
from benchmarks.bench import Bench, Row
from benchmarks.measures import ratio
from benchmarks.server import ServerFailed, serving
from benchmarks.worker import fan_out
from community.actions.replies import post_reply
from community.models import Reply, Thread
from core.models import OutboxRow
from people.models import Person

SHARE = 20
BULKS, TASKS, PATIENCE = 5, 1000, 120


def run(bench: Bench) -> Iterator[Row]:
    first = (Reply.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    tidying.take_back_replies(first)
    try:
        with serving("worker", wait=False) as worker:
            yield _compare(bench, worker.pid)
    finally:
        tidying.take_back_replies(first)


def _compare(bench: Bench, pid: int) -> Row:
    thread = Thread.objects.get(pk=bench.world.crowd_threads[5000])
    authors = list(Person.objects.filter(pk__in=bench.world.people[-BULKS - 1 :]).order_by("pk"))
    _post(thread, authors[0], 0)
    _await(lambda: not OutboxRow.objects.filter(done_at=None).exists(), "le premier envoi")
    meter, told, seconds = Meter(pid), _told(thread), []
    before = meter.read()
    for number in range(1, BULKS + 1):
        start = time.perf_counter()
        _post(thread, authors[number], number)
        _await(lambda: not OutboxRow.objects.filter(done_at=None).exists(), "un envoi groupé")
        seconds.append(time.perf_counter() - start)
    bulk, reached = meter.read() - before, _told(thread) - told
    each, people = _one_by_one(meter, thread, bench.world.people[:TASKS])
    ours, theirs = bulk.per(max(reached, 1)), each.per(people)
    times = ratio(theirs.total, ours.total)
    waits = f"{max(seconds):.1f} s jusqu’au dernier"
    return Row(
        "Destinataires d’une réponse (5 000), en lot",
        cpu=bulk.per(BULKS).total * 1000,
        target=f"≤ 1/{SHARE} d’une tâche par personne",
        reached=times >= SHARE and reached >= BULKS * min(4990, bench.world.size.members - 10),
        note=f"{ours.total * 1e6:.0f} µs par personne contre {theirs.total * 1e6:.0f} : 1/{times:.0f}; {waits}".replace(
            ".", ","
        ),
        details={"reached": reached, "bulk_us": ours.total * 1e6, "task_us": theirs.total * 1e6, "seconds": seconds},
    )


def _post(thread: Thread, author: Person, number: int) -> None:
    body = f"Réponse {number} du banc, à tout le monde."
    post_reply(by=author, thread=thread, body=body, at=timezone.now())


def _told(thread: Thread) -> int:
    return Notification.objects.filter(kind__startswith="community.", url__contains=f"/fils/{thread.pk}/").count()


def _one_by_one(meter: Meter, thread: Thread, people: list[int]) -> tuple[Spent, int]:
    key = f"banc:{timezone.now().timestamp()}"
    rows = Notification.objects.filter(event_key=key)
    before = meter.read()
    fan_out.delay(key, thread.pk, people)
    _await(lambda: rows.count() >= len(people), "une tâche par personne")
    spent = meter.read() - before
    rows.delete()
    return spent, len(people)


def _await(done: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            raise ServerFailed(f"Le travailleur n’a pas fini en {PATIENCE} s : {what}.")
        time.sleep(0.05)
