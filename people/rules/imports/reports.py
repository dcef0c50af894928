"""What a dry run says of each line."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    ERROR = "error"
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Problem:
    """Why a line cannot be taken: the column, and a sentence for people."""

    column: str
    sentence: str


@dataclass
class LineReport:
    """`subject`: whom or what the line is about. `changes`: names of what would change, for people."""

    number: int
    subject: str
    outcome: Outcome = Outcome.UNCHANGED
    problems: list[Problem] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    def refuse(self, column: str, sentence: str) -> None:
        self.problems.append(Problem(column, sentence))
        self.outcome = Outcome.ERROR


@dataclass
class Report:
    """The whole file, line by line; it can be carried out only if no line has an error."""

    kind: str
    ignored: tuple[str, ...] = ()
    lines: list[LineReport] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(line.outcome.value for line in self.lines)
        return {outcome.value: found.get(outcome.value, 0) for outcome in Outcome}

    @property
    def possible(self) -> bool:
        """No line is wrong, and something would change."""
        counts = self.counts
        return not counts["error"] and bool(counts["created"] or counts["changed"])

    def outline(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """What would be done, to tell whether it is still the same later."""
        return [(line.number, line.outcome.value, tuple(line.changes)) for line in self.lines]
