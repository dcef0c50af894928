"""Which vectors could cancel each other nearly altogether: the search that keeps the audit quick.

A vector of a combination that falls under five people keeps at most `few` of its bits to itself: the others hold the rest.
"""

from collections.abc import Iterator, Sequence

ALONE = 5


class Meetings:
    """`light`: bits of the vectors that may be combined. At most `most` vectors meet in one combination."""

    def __init__(self, light: dict[int, int], few: int, most: int, changed: set[int]) -> None:
        self._few, self._most = few, most
        self._needed = {key: bits.bit_count() - few for key, bits in light.items()}
        shared = _shared(light, changed)
        while True:
            ranked = {key: sorted(found.values(), reverse=True) for key, found in shared.items()}
            gone = [key for key in shared if sum(ranked[key][: most - 1]) < max(1, self._needed[key])]
            if not gone:
                break
            for key in gone:
                for other in shared.pop(key):
                    shared.get(other, {}).pop(key, None)
        self._shared, self._keys = shared, list(shared)
        # What the best so many others of each could hold of it.
        self._best = {key: [sum(found[:count]) for count in range(most + 1)] for key, found in ranked.items()}

    def combined(self, changed: set[int], people: Sequence[frozenset[int]]) -> Iterator[tuple[int, ...]]:
        """Combinations of two and more, one of them changed, whose pivots hold fewer than five people; an empty one for each
        step of the search without result, so that the search itself can be limited."""
        keys = sorted(self._keys, key=lambda key: (key not in changed, key))
        for place in range(sum(key in changed for key in keys)):
            yield from self._further(keys, place + 1, (keys[place],), people[keys[place]], people)

    def _further(
        self,
        keys: list[int],
        start: int,
        chosen: tuple[int, ...],
        held: frozenset[int],
        people: Sequence[frozenset[int]],
    ) -> Iterator[tuple[int, ...]]:
        for place in range(start, len(keys)):
            together = held | people[keys[place]]
            if len(together) >= ALONE:
                continue
            more = (*chosen, keys[place])
            if not self._can_fall(more):
                continue
            yield more if self._may_cancel(more) else ()
            yield from self._further(keys, place + 1, more, together, people)

    def _within(self, key: int, chosen: tuple[int, ...]) -> int:
        shared = self._shared[key]
        return sum(shared.get(other, 0) for other in chosen)

    def _may_cancel(self, chosen: tuple[int, ...]) -> bool:
        return all(self._within(key, chosen) >= self._needed[key] for key in chosen)

    def _can_fall(self, chosen: tuple[int, ...]) -> bool:
        """Whether more vectors could still make up for what those chosen do not hold of each other."""
        left = self._most - len(chosen)
        return all(self._within(key, chosen) + self._best[key][left] >= self._needed[key] for key in chosen)


def _shared(light: dict[int, int], changed: set[int]) -> dict[int, dict[int, int]]:
    """How many bits each vector shares with each other, among those that a changed one reaches."""
    reached = [key for key in changed if key in light]
    shared: dict[int, dict[int, int]] = {key: {} for key in reached}
    waiting = [key for key in light if key not in shared]
    while reached:
        key = reached.pop()
        for other in shared:
            if other != key and (count := (light[key] & light[other]).bit_count()):
                shared[key][other] = shared[other][key] = count
        for other in [one for one in waiting if light[key] & light[one]]:
            waiting.remove(other)
            shared[other] = {}
            shared[key][other] = shared[other][key] = (light[key] & light[other]).bit_count()
            reached.append(other)
    return shared
