"""Sentences that several descriptions share."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy
from scipy.sparse import csr_matrix, triu

from job_profiles.rules.alignment import SHARED_FROM
from job_profiles.rules.similarity.resemblance import vectors
from job_profiles.rules.similarity.texts import SharedSentence
from job_profiles.rules.words import features, same_form, sentences

SENTENCES_SHOWN = 12
# A feature of more sentences than this (and than this share of them) is common: it tells nothing of who says the same.
COMMON_FROM, COMMON_SHARE = 60, 0.004
_BLOCK, _PAIRS = 2000, 200_000


class SentenceIndex:
    """The sentences of a corpus, each form once, with their vectors and the descriptions they stand in."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self.forms: dict[str, int] = {}
        self.written: list[str] = []
        # Per description, its forms in order, each with the sentence as this description writes it.
        self.of: dict[int, dict[int, str]] = {}
        for key, text in texts:
            self._add(key, sentences(text))
        self.vectors, self.names = vectors([features(sentence) for sentence in self.written])

    def _add(self, key: int, found: list[str]) -> None:
        own = self.of.setdefault(key, {})
        for sentence in found:
            form = same_form(sentence)
            place = self.forms.setdefault(form, len(self.written))
            if place == len(self.written):
                self.written.append(sentence)
            own.setdefault(place, sentence)

    def alike(self, progress: Callable[[int, int], None] | None = None) -> dict[int, dict[int, float]]:
        """For each form the others from SHARED_FROM on.

        Two sentences are compared when they share a stem or a pair of stems that is not common (COMMON_FROM); block by
        block, so that memory stays bounded.
        """
        found: dict[int, dict[int, float]] = defaultdict(dict)
        count = len(self.written)
        rare = self._rare()
        transposed = rare.T.tocsr()
        for start in range(0, count, _BLOCK):
            block = triu(rare[start : start + _BLOCK] @ transposed, k=start + 1).tocoo()
            rows, columns = block.row + start, block.col
            scores = self._cosines(rows, columns)
            close = scores >= SHARED_FROM
            for row, column, score in zip(rows[close], columns[close], scores[close], strict=True):
                found[int(row)][int(column)] = found[int(column)][int(row)] = round(float(score), 3)
            if progress:
                progress(min(start + _BLOCK, count), count)
        return found

    def _rare(self) -> csr_matrix:
        """Ones where a form has a feature that few others have."""
        features_of = csr_matrix(self.vectors, copy=True)
        features_of.data[:] = 1.0
        spread = numpy.asarray(features_of.sum(axis=0)).ravel()
        return features_of[:, numpy.flatnonzero(spread <= max(COMMON_FROM, COMMON_SHARE * len(self.written)))]

    def _cosines(self, rows: numpy.ndarray, columns: numpy.ndarray) -> numpy.ndarray:
        """Of pairs of forms, a slice at a time."""
        parts = [
            numpy.asarray(self.vectors[rows[at : at + _PAIRS]].multiply(self.vectors[columns[at : at + _PAIRS]]).sum(axis=1))
            for at in range(0, len(rows), _PAIRS)
        ]
        return numpy.concatenate([part.ravel() for part in parts]) if parts else numpy.zeros(0)


def shared_sentences(
    index: SentenceIndex, alike: dict[int, dict[int, float]], first: int, second: int
) -> list[SharedSentence]:
    """What two descriptions share, each sentence once, the closest first, then in the order of the first text."""
    theirs = index.of[second]
    free = set(theirs)
    candidates: list[tuple[float, int, int, int]] = []
    for order, place in enumerate(index.of[first]):
        if place in theirs:
            candidates.append((-1.0, order, place, place))
        else:
            candidates += [(-score, order, place, other) for other, score in alike.get(place, {}).items() if other in theirs]
    found, used = [], set()
    for score, _order, place, other in sorted(candidates):
        if other in free and place not in used:
            free.discard(other)
            used.add(place)
            found.append(SharedSentence(index.of[first][place], theirs[other], min(1.0, -score)))
    return found
