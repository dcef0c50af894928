"""What a hint is."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["plain", "inclusive", "typography"]


@dataclass(frozen=True)
class Hint:
    """`code` names the sentence of advice; `found` is text[start:end]; `proposal` says it better, or is empty.

    `exact`: the proposal can be put in the place of what was found, as it stands.
    `count`: of words, for a sentence that is too long; else 0.
    """

    kind: Kind
    code: str
    start: int
    end: int
    found: str
    proposal: str = ""
    exact: bool = False
    count: int = 0


def like(found: str, proposal: str) -> str:
    """The proposal with the capital letter of what it replaces."""
    return proposal[:1].upper() + proposal[1:] if found[:1].isupper() else proposal
