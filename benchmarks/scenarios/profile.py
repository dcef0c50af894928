"""Profiles: of anybody, of the author of 10 posts, of the author of 1,000."""

from collections.abc import Iterator

from benchmarks.bench import MAX_QUERIES, Bench, CallOf, Row

LIMIT = 2.0


def run(bench: Bench) -> Iterator[Row]:
    def page_of(person: int) -> CallOf:
        return lambda number: bench.visitor(number).get(f"/membres/{person}/")

    few, many = page_of(bench.world.authors[10]), page_of(bench.world.authors[1000])
    yield bench.page("Profil, 1 000 messages", many, limit=LIMIT, max_queries=MAX_QUERIES, like=[few])
