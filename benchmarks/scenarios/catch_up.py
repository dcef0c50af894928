"""The page of what one missed, over a week and over a month, for members with many spaces and follows."""

from collections.abc import Iterator

from benchmarks.bench import MAX_QUERIES, Bench, CallOf, Row

LIMIT = 3.0


def run(bench: Bench) -> Iterator[Row]:
    def page_of(period: str) -> CallOf:
        return lambda number: bench.visitor(number).get(f"/communaute/rattrapage/?periode={period}")

    for label, period in (("7 jours", "7"), ("30 jours", "30")):
        yield bench.page(f"Rattrapage : {label}", page_of(period), limit=LIMIT, max_queries=MAX_QUERIES)
