"""Home: a feed of twenty posts, badges, the columns beside it.

Cards are drawn once for everybody: other members have looked before, the measured ones come for the first time.
"""

from collections.abc import Iterator

from benchmarks.bench import CONNECTIONS, Bench, Row
from benchmarks.measures import ratio
from benchmarks.visitors import sign_in

LIMIT, STRETCH = 2.0, 1.5


OTHERS = 300


def run(bench: Bench) -> Iterator[Row]:
    others = sign_in(bench.world.people[:OTHERS])
    bench.run([visitor.get("/") for visitor in others], CONNECTIONS)
    row = bench.page("Accueil : 20 messages, pastilles", lambda number: bench.visitor(number).get("/"), limit=LIMIT)
    if row.ratio is not None and row.p50 and row.p99:
        stretch = "atteint" if row.ratio <= STRETCH else "manqué"
        spread = f"{ratio(row.p99, row.p50):.1f}".replace(".", ",")
        row.note = "; ".join(filter(None, [row.note, f"p99 / p50 = {spread}", f"objectif de 1,5 × {stretch}"]))
    yield row
