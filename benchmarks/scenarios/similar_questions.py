"""What was asked already, asked at each pause while one types a question: titles of the world, whole and half typed."""

from collections.abc import Iterator

from benchmarks.bench import Bench, CallOf, Row
from community.models import Thread

LIMIT = 3.0
TITLES = 80


def run(bench: Bench) -> Iterator[Row]:
    found = Thread.objects.filter(kind="question", deleted_at=None).order_by("-id").values_list("title", flat=True)
    titles = list(dict.fromkeys(found[: TITLES * 20]))[:TITLES]

    def typing(part: float) -> CallOf:
        def call(number: int):  # type: ignore[no-untyped-def]
            words = titles[number % len(titles)].split()
            typed = " ".join(words[: max(round(len(words) * part), 2)])
            return bench.visitor(number).post("/communaute/fils/semblables/", {"title": typed, "kind": "question"})

        return call

    for label, part in (("titre entier", 1.0), ("à moitié tapé", 0.5)):
        call_of = typing(part)
        measured = bench.compare(call_of)
        wrong = sum(count for status, count in measured.statuses.items() if status != 200)
        yield Row(
            f"Questions semblables : {label}", bench.queries(call_of), measured.page.total * 1000, measured.crowded.p50,
            measured.crowded.p99, measured.ratio, f"≤ {LIMIT:g} × plancher", measured.ratio <= LIMIT and not wrong,
            f"{wrong} réponses fausses {measured.statuses}" if wrong else "", measured.details(),
        )  # fmt: skip
