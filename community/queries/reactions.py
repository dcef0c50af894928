"""Reactions of posts, by kind, with whether one's own is among them."""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from community.enums import ReactionKind

Rows = dict[str, tuple[int, bool]]


@lru_cache(maxsize=8)
def _kinds(language: str | None) -> list[tuple[str, str]]:
    """Every kind of any post with its label in this language: a page of fifty posts asks for them fifty times."""
    return [(kind.value, str(kind.label)) for kind in ReactionKind if kind != ReactionKind.HELPED]


def shown(rows: Rows) -> list[dict[str, Any]]:
    """Every kind in its order, also those that nobody chose: key, label, number, own. `rows`: kind → number, own."""
    return [
        {"key": key, "label": label, "number": number, "own": own}
        for key, label in _kinds(get_language())
        for number, own in [rows.get(key, (0, False))]
    ]


def helped(rows: Rows) -> dict[str, Any]:
    """« M’a aidé aussi » of an answer to a question: how many, whether one's own is among them."""
    number, own = rows.get(ReactionKind.HELPED.value, (0, False))
    return {"number": number, "own": own}
