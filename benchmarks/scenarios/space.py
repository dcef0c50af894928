"""The page of a space, with 10 and with 1,000 threads, and of the space of everybody."""

from collections.abc import Iterator

from benchmarks.bench import MAX_QUERIES, Bench, CallOf, Row

LIMIT = 2.0


def run(bench: Bench) -> Iterator[Row]:
    def page_of(slug: str) -> CallOf:
        return lambda number: bench.visitor(number).get(f"/communaute/espaces/{slug}/")

    few, many = page_of(bench.world.spaces[10]), page_of(bench.world.spaces[1000])
    yield bench.page("Espace de 1 000 fils", many, limit=LIMIT, max_queries=MAX_QUERIES, like=[few])
    everybody = page_of(bench.world.crowd_spaces[5000])
    yield bench.page("Espace de 5 000 membres", everybody, limit=LIMIT, max_queries=MAX_QUERIES)
