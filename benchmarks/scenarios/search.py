"""Search: the commonest words of the index against rare ones, the query alone and the whole page."""

import time
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from django.db import connection

from benchmarks.bench import Bench, Row
from benchmarks.measures import median, percentile, ratio
from core import search
from people.queries.audiences import closed_audience_ids

LIMIT = 3.0
COMMON, MIDDLE, RARE = 60, 60, 60
RARE_AT_MOST = 12

# Lexemes that the stemmer leaves as they are, so that asking for one finds it.
_TERMS = """
SELECT word, ndoc FROM ts_stat('SELECT vector FROM core_searchentry')
WHERE word ~ '^[a-z]{3,}$' AND to_tsvector('french', word) @@ ('''' || word || '''')::tsquery
ORDER BY ndoc DESC, word
"""


def run(bench: Bench) -> Iterator[Row]:
    common, middle, rare = _terms()
    target = f"p95 ≤ {LIMIT:g} × un terme rare"
    rarely = _times(bench, rare)
    often = _times(bench, [*common, *middle])
    times = ratio(percentile(often, 0.95), percentile(rarely, 0.95))
    yield Row(
        f"Recherche, requête seule : {common[0]}, {common[1]}…",
        p50=median(often) * 1000,
        p99=percentile(often, 0.99) * 1000,
        target=target,
        reached=times <= LIMIT,
        note=f"p95 {_ms(percentile(often, 0.95))} = {times:.1f} × rare ({_ms(percentile(rarely, 0.95))})".replace(".", ","),
        details={"times": times, "common": common[:10], "rare": rare[:10]},
    )
    yield _page(bench, common, rare, target)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _terms() -> tuple[list[str], list[str], list[str]]:
    """The commonest words, some of middling frequency, and rare ones."""
    with connection.cursor() as cursor:
        cursor.execute(_TERMS)
        rows = cursor.fetchall()
    rare = [word for word, count in rows if 2 <= count <= RARE_AT_MOST]
    middle = [word for word, count in rows[COMMON:] if count > 200]
    if len(rare) < RARE:
        rare = [word for word, _ in rows[-RARE:]]
    step = max(len(middle) // MIDDLE, 1)
    return [word for word, _ in rows[:COMMON]], middle[::step][:MIDDLE], rare[:: max(len(rare) // RARE, 1)][:RARE]


def _times(bench: Bench, terms: Sequence[str]) -> list[float]:
    """The least of three runs of each term, asked by members with their own circles."""
    found = []
    for number, term in enumerate(terms):
        audiences = closed_audience_ids(bench.visitor(number).person)
        runs = []
        for _ in range(4):
            start = time.perf_counter()
            search.find(term, audiences=audiences)
            runs.append(time.perf_counter() - start)
        found.append(min(runs[1:]))
    return found


def _page(bench: Bench, common: Sequence[str], rare: Sequence[str], target: str) -> Row:
    def asking(terms: Sequence[str]):
        return lambda number: bench.visitor(number).get(f"/recherche/?q={quote(terms[number % len(terms)])}")

    label = "Recherche, page : termes les plus communs"
    if why := bench.missing(asking(common)(0)):
        return Row(label, target=target, reached=False, note=why)
    queries = bench.queries(asking(common))
    rarely, often = bench.compare(asking(rare)), bench.compare(asking(common))
    seconds = bench.run([asking(common)(number) for number in range(240)]).seconds
    scarce = bench.run([asking(rare)(number) for number in range(240)]).seconds
    times = ratio(percentile(seconds, 0.95), percentile(scarce, 0.95))
    note = f"p95 = {times:.1f} × rare; CPU {often.page.total * 1000:.1f} contre {rarely.page.total * 1000:.1f} ms"
    return Row(
        label, queries, often.page.total * 1000, often.crowded.p50, often.crowded.p99, often.ratio, target, times <= LIMIT,
        note.replace(".", ","), {"common": often.details(), "rare": rarely.details(), "times": times},
    )  # fmt: skip
