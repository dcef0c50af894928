"""Sentences that several descriptions share."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from job_profiles.rules.alignment import SHARED_FROM
from job_profiles.rules.similarity.resemblance import vectors
from job_profiles.rules.similarity.texts import SharedSentence
from job_profiles.rules.words import features, same_form, sentences

SENTENCES_SHOWN = 12
_BLOCK = 2000


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
        """For each form the others from SHARED_FROM on, block by block so that memory stays bounded."""
        found: dict[int, dict[int, float]] = defaultdict(dict)
        transposed = self.vectors.T.tocsr()
        count = len(self.written)
        for start in range(0, count, _BLOCK):
            block = (self.vectors[start : start + _BLOCK] @ transposed).tocoo()
            close = block.data >= SHARED_FROM
            for row, column, score in zip(block.row[close], block.col[close], block.data[close], strict=True):
                if start + row < column:
                    found[int(start + row)][int(column)] = found[int(column)][int(start + row)] = round(float(score), 3)
            if progress:
                progress(min(start + _BLOCK, count), count)
        return found


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
