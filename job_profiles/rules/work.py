"""From present tasks with shares of time to what a target profile asks: pure arithmetic, one rule per function.

Source of the idea: a job is redefined from what fills its time (strategy, action 7.2). The rules are ours:

- A competency is exercised by the tasks that name it; its share today is the sum of their shares.
- A task that one keeps counts whole tomorrow, « more » one and a half, « less » half, « hand over » nothing.
- To gain: what the profile asks for above the level of one's own evidence (no evidence counts 0), essential ones first, then
  the larger distance, then the smaller share tomorrow: what one practises least is learned least by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WEIGHTS = {"keep": 1.0, "more": 1.5, "less": 0.5, "hand_over": 0.0}
FULL = 100


@dataclass(frozen=True)
class Task:
    """`share` in per cent of the working time; `future`: a key of WEIGHTS; `competencies`: their ids."""

    share: int
    future: str
    competencies: frozenset[int]


@dataclass(frozen=True)
class Asked:
    """What the target profile asks for in one competency; `own` the level of one's evidence, 0 for none."""

    competency: int
    level: int
    essential: bool
    own: int


@dataclass(frozen=True)
class Line:
    """One competency of the target: shares in per cent today and tomorrow, `distance` in levels (0: reached)."""

    asked: Asked
    today: int
    tomorrow: int

    @property
    def distance(self) -> int:
        return max(self.asked.level - self.asked.own, 0)

    @property
    def unpractised(self) -> bool:
        """Asked for, not reached, and no task of tomorrow exercises it."""
        return self.distance > 0 and self.tomorrow == 0


def shares(tasks: Iterable[Task]) -> Mapping[int, tuple[int, int]]:
    """Per competency id: share today and share tomorrow, in per cent, rounded; neither above 100."""
    today: dict[int, float] = {}
    tomorrow: dict[int, float] = {}
    for task in tasks:
        for competency in task.competencies:
            today[competency] = today.get(competency, 0) + task.share
            tomorrow[competency] = tomorrow.get(competency, 0) + task.share * WEIGHTS[task.future]
    return {key: (min(round(today[key]), FULL), min(round(tomorrow[key]), FULL)) for key in today}


def lines(tasks: Iterable[Task], asked: Iterable[Asked]) -> list[Line]:
    """Every competency of the target, what is to be gained first."""
    by_competency = shares(tasks)
    found = [Line(one, *by_competency.get(one.competency, (0, 0))) for one in asked]
    return sorted(found, key=lambda line: (line.distance == 0, not line.asked.essential, -line.distance, line.tomorrow))


def outside(tasks: Iterable[Task], asked: Iterable[Asked]) -> int:
    """Share of today's time, in per cent, spent on tasks that exercise nothing of the target."""
    wanted = {one.competency for one in asked}
    return sum(task.share for task in tasks if not task.competencies & wanted)
