"""The catalogue at 2,000 courses: plain, sorted, narrowed by facets, with words; one course."""

from collections.abc import Iterator

from benchmarks.bench import Bench, CallOf, Row
from benchmarks.world import courses
from learning.models import Course

LIMIT = 3.0
CATALOGUE = "/apprentissage/cours/"
FACETS = (
    "?formule=virtual",
    "?seances=places&niveau=2",
    "?cout=gratuit&langue=en",
    "?groupe=CON&duree=demi&duree=jour",
    "?approbation=nobody&seances=a-venir&tri=prochaine",
)
WORDS = ("accessible", "carte", "infolettre", "sondage appels", "capsule")
SHOWN = 40


def run(bench: Bench) -> Iterator[Row]:
    number = courses.ready()
    keys = list(Course.objects.listed().order_by("-pk").values_list("key", flat=True)[:SHOWN])

    def asking(*queries: str) -> CallOf:
        return lambda at: bench.visitor(at).get(CATALOGUE + queries[at % len(queries)])

    rows = [
        ("Catalogue de 2 000 formations", asking("")),
        ("Catalogue, trié", asking("?tri=prochaine", "?tri=avis", "?tri=recentes")),
        ("Catalogue, facettes choisies", asking(*FACETS)),
        ("Catalogue, avec des mots", asking(*(f"?q={word.replace(' ', '+')}" for word in WORDS))),
    ]
    for label, call_of in rows:
        row = bench.page(label, call_of, limit=LIMIT)
        row.details["courses"] = number
        yield row
    yield bench.page("Une formation", asking(*(f"{key}/" for key in keys)), limit=2 * LIMIT)
