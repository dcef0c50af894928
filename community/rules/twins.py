"""How alike two spaces are by their words: pure, so that it can be judged by examples.

Words are folded (case, accents) and cut to their beginning, so that « accessible » and « accessibilité »
meet; plurals as in the search.
"""

from core.rules.text import normalise_word, sort_key

STEM = 6
NEAR = 0.6
SUGGESTED = 0.3
_EMPTY = frozenset(
    "a au aux avec ce ces dans de des du en et la le les l d leur leurs ma mes mon nos notre nous on ou par pour qui sa se "
    "ses son sur ta un une vos votre the of and for in on our communaute pratique pratiques espace equipe "
    "reseau groupe".split()
)


def stems(text: str) -> frozenset[str]:
    """Words that tell something, each by its beginning."""
    words = (word.strip("-’'.,;:!?()«»") for word in sort_key(text).replace("'", " ").replace("’", " ").split())
    return frozenset(normalise_word(word)[:STEM] for word in words if len(word) > 1 and word not in _EMPTY)


def likeness(name: str, summary: str, other_name: str, other_summary: str) -> float:
    """0 to 1. Names decide: of their words, how many both have, over the shorter name; a summary adds a little."""
    mine, theirs = stems(name), stems(other_name)
    if not mine or not theirs:
        return 1.0 if sort_key(name) and sort_key(name) == sort_key(other_name) else 0.0
    common = len(mine & theirs)
    names = common / min(len(mine), len(theirs)) * (1.0 if common == max(len(mine), len(theirs)) else 0.8)
    about, other_about = stems(f"{name} {summary}"), stems(f"{other_name} {other_summary}")
    words = len(about & other_about) / min(len(about), len(other_about))
    return min(1.0, max(names, 0.7 * names + 0.3 * words, 0.5 * words))
