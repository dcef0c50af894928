"""The directory with its facets: everybody, and one facet chosen."""

from collections.abc import Iterator

from benchmarks.bench import Bench, Row

LIMIT = 3.0


def run(bench: Bench) -> Iterator[Row]:
    yield bench.page("Répertoire avec facettes", lambda number: bench.visitor(number).get("/membres/"), limit=LIMIT)
    asked = ["tremblay", "cote", "redact", "elo", "diallo"]
    yield bench.page(
        "Répertoire, recherche",
        lambda number: bench.visitor(number).get(f"/membres/?q={asked[number % len(asked)]}"),
        limit=LIMIT,
    )
