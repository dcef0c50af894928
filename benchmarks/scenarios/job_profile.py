"""The page of a profile with one's own distance, and two profiles side by side.

What a version says is drawn once for everybody; each measured member looks at their own distance for the first time.
"""

from collections.abc import Iterator

from benchmarks.bench import MAX_QUERIES, Bench, Row
from job_profiles.models import JobProfile

LIMIT, COMPARED = 2.0, 6.0


def run(bench: Bench) -> Iterator[Row]:
    keys = list(JobProfile.objects.order_by("order").values_list("key", flat=True))

    def of(number: int) -> str:
        return keys[number % len(keys)]

    yield bench.page(
        "Profil d’emploi, ma distance",
        lambda number: bench.visitor(number).get(f"/profils-emploi/{of(number)}/"),
        limit=LIMIT,
        max_queries=MAX_QUERIES,
    )
    yield bench.page(
        "Deux profils comparés",
        lambda number: bench.visitor(number).get(f"/profils-emploi/comparer/?a={of(number)}&b={of(number + 1)}"),
        limit=COMPARED,
    )
