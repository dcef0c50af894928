"""How the sentences of a few descriptions stand beside one another: the rows of the matrix.

In plain Python: a page draws it, and a web process does not load the libraries of a whole corpus for a hundred sentences.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt

from job_profiles.rules.words import features, same_form

# Two sentences from this cosine on say the same in other words.
SHARED_FROM = 0.55
# Beside one another they stand from this one on: in a group of look-alikes nearer words mean the same task.
ALIGNED_FROM = 0.42
# (column, place in the column, sentence)
_Flat = list[tuple[int, int, str]]


def align(columns: Sequence[Sequence[str]]) -> list[list[int | None]]:
    """Rows: for each column the place of its sentence, or None; like sentences stand in one row.

    Greedy by cosine, one sentence a column and row; a sentence without a like has a row of its own. Rows shared by
    several columns come first, then the order is that of the first column that has them.
    """
    flat: _Flat = [(column, place, text) for column, found in enumerate(columns) for place, text in enumerate(found)]
    rows = _grouped(flat, _scores([text for _column, _place, text in flat]))
    return [_cells(row, flat, len(columns)) for row in sorted(rows, key=lambda row: _order(row, flat))]


def closeness(first: str, second: str) -> float:
    """How much two sentences say the same, 0 to 1, every word weighing alike: 1.0 for the same words."""
    if same_form(first) == same_form(second):
        return 1.0
    one, other = set(features(first)), set(features(second))
    return round(len(one & other) / sqrt(len(one) * len(other)), 3) if one and other else 0.0


def _scores(texts: list[str]) -> list[tuple[float, int, int]]:
    """Pairs of places from ALIGNED_FROM on, the closest first (as −cosine); the same form counts 1 whatever its words."""
    vectors = _vectors(texts)
    holders: dict[str, list[int]] = defaultdict(list)
    found: list[tuple[float, int, int]] = []
    forms: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        form = same_form(text)
        sums: dict[int, float] = defaultdict(float)
        for word, weight in vectors[place].items():
            for other in holders[word]:
                sums[other] += weight * vectors[other][word]
            holders[word].append(place)
        sums.update(dict.fromkeys(forms[form], 1.0))
        forms[form].append(place)
        found += [(-round(score, 6), other, place) for other, score in sums.items() if score >= ALIGNED_FROM]
    return sorted(found)


def _vectors(texts: list[str]) -> list[dict[str, float]]:
    """TF-IDF of unit length, as scikit-learn computes it (smooth, logarithmic counts)."""
    counts = [Counter(features(text)) for text in texts]
    spread: Counter[str] = Counter(word for found in counts for word in found)
    total = 1 + len(texts)
    vectors = []
    for found in counts:
        weights = {word: (1 + log(count)) * (1 + log(total / (1 + spread[word]))) for word, count in found.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items()})
    return vectors


def _grouped(flat: _Flat, scores: list[tuple[float, int, int]]) -> list[set[int]]:
    """Sets of flat places, one a column at most: links that never join two sentences of one column."""
    group = {place: {place} for place in range(len(flat))}
    for _score, one, other in scores:
        first, second = group[one], group[other]
        if first is second or {flat[place][0] for place in first} & {flat[place][0] for place in second}:
            continue
        first |= second
        for place in second:
            group[place] = first
    return list({id(places): places for places in group.values()}.values())


def _order(row: set[int], flat: _Flat) -> tuple[int, int, int]:
    first = min(row)
    return (0 if len(row) > 1 else 1, flat[first][0], flat[first][1])


def _cells(row: set[int], flat: _Flat, width: int) -> list[int | None]:
    cells: list[int | None] = [None] * width
    for place in row:
        cells[flat[place][0]] = flat[place][1]
    return cells
