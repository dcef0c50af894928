"""Near-duplicates by cosine, what they share in words, and the groups they form."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from job_profiles.rules.similarity.texts import Description, Pair
from job_profiles.rules.words import features, readable

# Two descriptions from this score on are proposed as near-duplicates; a group keeps together from the second on, on average.
NEAR_FROM, GROUP_FROM = 0.25, 0.22
TITLE_WEIGHT = 0.2
TERMS_SHOWN = 8
# Beyond, only the closest are proposed: nobody reads more, and 500 copies of one text make 125,000 pairs.
MAX_PAIRS = 5000


def vectors(texts: Sequence[list[str]]) -> tuple[csr_matrix, list[str]]:
    """Unit vectors, one row a text, and what each column counts."""
    vectorizer = TfidfVectorizer(analyzer=_same, sublinear_tf=True)
    if not any(texts):
        return csr_matrix((len(texts), 1)), [""]
    matrix = vectorizer.fit_transform(texts)
    return matrix.tocsr(), list(vectorizer.get_feature_names_out())


def _same(found: list[str]) -> list[str]:
    return found


def similarities(descriptions: Sequence[Description]) -> tuple[numpy.ndarray, csr_matrix, list[str]]:
    """The score of each pair as a full matrix (500 descriptions: 2 MB), with the vectors of the texts."""
    bodies, names = vectors([features(description.text) for description in descriptions])
    titles, _names = vectors([features(description.title) for description in descriptions])
    scores = (1 - TITLE_WEIGHT) * (bodies @ bodies.T).toarray() + TITLE_WEIGHT * (titles @ titles.T).toarray()
    return numpy.clip(numpy.round(scores, 6), 0.0, 1.0), bodies, names


def near_pairs(
    descriptions: Sequence[Description], scores: numpy.ndarray, bodies: csr_matrix, names: list[str]
) -> list[Pair]:
    """Pairs from NEAR_FROM on, at most MAX_PAIRS, the most alike first, with their characteristic terms in readable form."""
    rows, columns = numpy.nonzero(numpy.triu(scores, k=1) >= NEAR_FROM)
    order = numpy.lexsort((columns, rows, -scores[rows, columns]))[:MAX_PAIRS]
    found = [(int(rows[at]), int(columns[at]), float(scores[rows[at], columns[at]])) for at in order]
    terms = {(row, column): _shared_terms(bodies, row, column) for row, column, _score in found}
    written = readable(
        (descriptions[place].text for place in sorted({place for pair in found for place in pair[:2]})),
        (names[term] for shared in terms.values() for term in shared),
    )
    pairs = [
        _pair(descriptions[row].key, descriptions[column].key, score, [names[term] for term in terms[row, column]], written)
        for row, column, score in found
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def _pair(one: int, other: int, score: float, terms: list[str], written: dict[str, str]) -> Pair:
    shown: list[str] = []
    for term in terms:
        words = written.get(term, "")
        # A pair of words says more than each of them.
        if words and not any(words in longer for longer in shown):
            shown = [shorter for shorter in shown if shorter not in words] + [words]
    return Pair(min(one, other), max(one, other), round(score, 3), tuple(shown[:TERMS_SHOWN]))


def _shared_terms(bodies: csr_matrix, row: int, column: int) -> list[int]:
    """Columns by what they add to the cosine, the largest first."""
    first, second = _row(bodies, row), _row(bodies, column)
    columns, one, other = numpy.intersect1d(first[0], second[0], assume_unique=True, return_indices=True)
    parts = first[1][one] * second[1][other]
    order = numpy.lexsort((columns, -numpy.round(parts, 9)))
    return [int(columns[place]) for place in order[: TERMS_SHOWN * 2]]


def _row(matrix: csr_matrix, row: int) -> tuple[Any, Any]:
    start, end = matrix.indptr[row], matrix.indptr[row + 1]
    return matrix.indices[start:end], matrix.data[start:end]


def clusters_of(keys: Sequence[int], scores: numpy.ndarray) -> list[list[int]]:
    """Groups whose members resemble each other on average (no chain of look-alikes), the largest first."""
    if len(keys) < 2:
        return []
    distances = 1.0 - (scores + scores.T) / 2
    numpy.fill_diagonal(distances, 0.0)
    labels = fcluster(linkage(squareform(distances, checks=False), "average"), 1 - GROUP_FROM, criterion="distance")
    ordered = sorted(zip(labels, keys, strict=True))
    groups = [[key for _label, key in members] for _label, members in groupby(ordered, key=lambda item: item[0])]
    return sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group))
