"""The library of practice sheets at 20,000 sheets: plain, narrowed by facets, sorted, deep, with words."""

from collections.abc import Iterator

from benchmarks.bench import Bench, CallOf, Row
from benchmarks.world import sheets

LIMIT = 3.0
LIBRARY = "/communaute/pratiques/"
FACETS = (
    "?canal=web",
    "?canal=video&canal=social",
    "?maturite=established&canal=newsletter",
    "?langue=en",
    "?tri=reprises&canal=data",
)
WORDS = ("accessible", "carte", "infolettre", "sondage appels", "capsule")


def run(bench: Bench) -> Iterator[Row]:
    number = sheets.ready()

    def asking(*queries: str) -> CallOf:
        return lambda at: bench.visitor(at).get(LIBRARY + queries[at % len(queries)])

    rows = [
        ("Bibliothèque de 20 000 fiches", asking("")),
        ("Bibliothèque, triée", asking("?tri=utiles", "?tri=reprises")),
        ("Bibliothèque, facettes choisies", asking(*FACETS)),
        ("Bibliothèque, avec des mots", asking(*(f"?q={word.replace(' ', '+')}" for word in WORDS))),
        ("Bibliothèque, à revoir et archivées", asking("?vue=a-revoir", "?vue=archivees")),
    ]
    for label, call_of in rows:
        row = bench.page(label, call_of, limit=LIMIT)
        row.details["sheets"] = number
        yield row
