"""The page of a thread with 50 replies, and with 10 and 1,000."""

from collections.abc import Iterator

from benchmarks.bench import MAX_QUERIES, Bench, CallOf, Row

LIMIT = 2.0


def run(bench: Bench) -> Iterator[Row]:
    def page_of(replies: int) -> CallOf:
        return lambda number: bench.visitor(number).get(f"/communaute/fils/{bench.world.threads[replies]}/")

    others = [page_of(10), page_of(1000)]
    yield bench.page("Fil de 50 réponses", page_of(50), limit=LIMIT, max_queries=MAX_QUERIES, like=others)
    yield bench.page("Fil de 1 000 réponses", page_of(1000), limit=LIMIT, max_queries=MAX_QUERIES)
