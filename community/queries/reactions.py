"""Reactions of posts, by kind, with whether one's own is among them."""

from typing import Any

from community.enums import ReactionKind

Rows = dict[str, tuple[int, bool]]


def shown(rows: Rows) -> list[dict[str, Any]]:
    """Every kind in its order, also those that nobody chose: key, label, number, own. `rows`: kind → number, own."""
    return [
        {"key": kind.value, "label": kind.label, "number": number, "own": own}
        for kind in ReactionKind
        for number, own in [rows.get(kind.value, (0, False))]
    ]
