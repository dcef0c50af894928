"""What is compared and what comes out."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Description:
    """A local description: `key` is any number that names it to the caller."""

    key: int
    title: str
    text: str


@dataclass(frozen=True)
class SharedSentence:
    """A sentence of each of two descriptions; `score` is 1.0 where they are the same to the letter (case aside)."""

    first: str
    second: str
    score: float


@dataclass(frozen=True)
class Pair:
    """Two near-duplicates, `first` < `second`. `terms`: what they share, the most telling first, as it is written."""

    first: int
    second: int
    score: float
    terms: tuple[str, ...]
    sentences: tuple[SharedSentence, ...] = ()


@dataclass(frozen=True)
class ReferenceCompetency:
    """A competency of the framework. `can`: level rank → what a person can do; `aliases`: names in other frameworks."""

    code: str
    name: str
    definition: str
    can: dict[int, str]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Implied:
    """A description seems to ask for a competency. `passages`: its sentences that say so, the clearest first.

    `level` (1 to 4) is a guess: `level_passage` is the sentence it rests on, `level_can` the one of the framework.
    """

    key: int
    code: str
    score: float
    passages: tuple[str, ...]
    level: int
    level_passage: str
    level_can: str


@dataclass(frozen=True)
class Findings:
    """All that one run proposes. `clusters`: keys that belong together, the largest first, alone ones left out."""

    pairs: list[Pair] = field(default_factory=list)
    clusters: list[list[int]] = field(default_factory=list)
    implied: list[Implied] = field(default_factory=list)
