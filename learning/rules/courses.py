"""Whether two subjects say the same: words in common, over all their words."""

from core.rules.text import search_words

# Two titles of four words with three in common.
ALIKE = 0.6
NEAR = 0.25


def likeness(one: str, other: str) -> float:
    """0 to 1: the Jaccard index of the words that carry sense, brought to one form (core.rules.text)."""
    first, second = set(search_words(one)), set(search_words(other))
    return len(first & second) / len(first | second) if first and second else 0.0
