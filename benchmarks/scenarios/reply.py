"""Posting a reply in spaces of 50, 500 and 5,000 members, all of whom follow the thread: what the author waits for."""

from collections.abc import Iterator

from django.db.models import Max

from benchmarks import tidying
from benchmarks.bench import Bench, CallOf, Effort, Measured, Row
from benchmarks.visitors import Visitor, sign_in
from benchmarks.world.size import CROWDS
from community.models import Reply

LIMIT, SPREAD = 3.0, 1.25
EFFORT = Effort(rounds=3, per_round=50, crowded=96)
AUTHORS = 200


def run(bench: Bench) -> Iterator[Row]:
    first = (Reply.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    try:
        yield from _rows(bench)
    finally:
        tidying.take_back_replies(first)


def _rows(bench: Bench) -> Iterator[Row]:
    target = f"≤ {LIMIT:g} × plancher"
    costs: dict[int, Measured] = {}
    queries: dict[int, int] = {}
    for members in CROWDS:
        posting = _posting(bench, members)
        answer = bench.ask(posting(0))
        if answer.status != 303:
            yield Row(f"Répondre, {members} membres", target=target, reached=False, note=f"page absente ({answer.status})")
            return
        author = _author(bench, members)[0]
        queries[members] = [len(author.statements(posting(10_000 + again))) for again in range(3)][-1]
        costs[members] = bench.compare(lambda number, posting=posting: posting(number + 2), EFFORT)
    for members, measured in costs.items():
        wrong = {status: count for status, count in measured.statuses.items() if status != 303}
        yield Row(
            f"Répondre, espace de {members} membres", queries[members], measured.page.total * 1000, measured.crowded.p50,
            measured.crowded.p99, measured.ratio, target, measured.ratio <= LIMIT and not wrong,
            f"réponses fausses {wrong}" if wrong else "", measured.details(),
        )  # fmt: skip
    ratios = [measured.ratio for measured in costs.values()]
    spread = max(ratios) / min(ratios)
    yield Row(
        "Répondre, du plus petit au plus grand espace",
        target=f"constant (écart ≤ {SPREAD:g} ×, mêmes requêtes)".replace(".", ","),
        reached=spread <= SPREAD and len(set(queries.values())) == 1,
        note=f"écart {spread:.2f} ×; requêtes {sorted(set(queries.values()))}".replace(".", ","),
        details={"spread": spread, "queries": queries},
    )


_authors: dict[int, list[Visitor]] = {}


def _author(bench: Bench, members: int) -> list[Visitor]:
    """Other members for each space, because nobody may post twenty times in ten minutes."""
    if members not in _authors:
        smaller = max((size for size in CROWDS if size < members), default=0)
        _authors[members] = sign_in(bench.world.people[smaller:members][:AUTHORS])
    return _authors[members]


def _posting(bench: Bench, members: int) -> CallOf:
    thread, authors = bench.world.crowd_threads[members], _author(bench, members)

    def call(number: int):
        body = f"Voici la réponse numéro {number} du banc : on garde le **gabarit**, et on l’essaie la semaine prochaine."
        return authors[number % len(authors)].post(f"/communaute/fils/{thread}/reponses/", {"body": body, "language": "fr"})

    return call
