"""Why a result says what it says: what counted, what would change it, one step per gap, who says what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from competencies.models import LevelDescription
from competencies.queries.bank import parameters_of, statements_of
from competencies.queries.estimates import heard_of
from competencies.queries.gap_steps import Gap, GapStep, steps_for
from competencies.rules.explaining import Turn, influences, trials, turns
from competencies.rules.sources import MANAGER, YEAR, faded
from core.database import prepared
from learning.enums import RaterKind, RatingState, Verdict
from learning.models import Answer, RatingRequest, Run
from learning.queries.results import DAY, Finding, Result, is_latest
from learning.queries.runs import latest_answers, outcome
from people.models import Person

TOLD, MOVED = 3, 0.02  # statements shown as what decided, and by how much at least each moved P(meets)


def explained(result: Result, person: Person, at: dt.datetime) -> Result:
    """The same with what would settle each open one, and one step per gap."""
    gaps = [Gap(one.competency, one.level) for one in result.gaps]
    return replace(
        result,
        turns=turns_of(result.run, result.undecided, at) if result.latest else {},
        steps=steps_for(gaps, person=person, at=at),
    )


@prepared
def turns_of(run: Run, findings: Iterable[Finding], at: dt.datetime) -> dict[int, list[Turn]]:
    """Per competency id, what one more source would make of it. Two queries for all of them."""
    wanted = {one.target.competency_id: one for one in findings}
    if not wanted:
        return {}
    rows = heard_of(run.person, wanted)
    asked = set(Answer.objects.filter(run=run, item__competency__in=wanted).values_list("item__key", flat=True))
    left: dict[str, list] = {}
    for key, statement in statements_of(run.bank).items():
        if key not in asked:
            left.setdefault(statement.competency, []).append(statement.parameters)
    found = {}
    for competency_id, one in wanted.items():
        known = rows.get(competency_id, [])
        curves = [faded(tuple(row.likelihood), max((at - row.measured_at) // DAY, 0) * DAY / YEAR) for row in known]
        tried = trials(one.level, statements=left.get(one.competency.code, []), heard={row.source for row in known})
        found[competency_id] = turns(curves, one.level, tried)
    return found


@dataclass(frozen=True)
class Weighed:
    """An answer with how far it moved P(meets the level): above 0 towards the level, below 0 away from it."""

    answer: Answer
    moved: float


@dataclass(frozen=True)
class Explanation:
    """Everything about one competency of a result. `manager`: who rated, when one did."""

    finding: Finding
    answers: list[Weighed]
    turns: list[Turn]
    steps: list[GapStep]
    manager: Person | None

    @property
    def decisive(self) -> list[Weighed]:
        """What moved it most; of a decision, what went its way."""
        sign = {Verdict.MET: 1, Verdict.GAP: -1}.get(Verdict(self.finding.verdict), 0)
        moved = [one for one in self.answers if abs(one.moved) >= MOVED and (not sign or one.moved * sign > 0)]
        return sorted(moved, key=lambda one: -abs(one.moved))[:TOLD]


@prepared
def explanation_of(run: Run, finding: Finding, at: dt.datetime) -> Explanation:
    """Everything else about it."""
    target, latest = finding.target, is_latest(run)
    answers = [one for one in latest_answers(run) if one.item.competency_id == target.competency_id]
    moved = influences([(parameters_of(one.item), outcome(one.item, one.value)) for one in answers], target.level)
    gap = [Gap(target.competency, target.level)]
    return Explanation(
        finding=finding,
        answers=[Weighed(*pair) for pair in zip(answers, moved, strict=True)],
        turns=turns_of(run, [finding], at).get(target.competency_id, []) if latest else [],
        steps=[] if finding.is_met else steps_for(gap, person=run.person, at=at).get(target.competency_id, []),
        manager=_manager_heard(finding, run.person),
    )


def can_at_level(finding: Finding) -> str:
    """What one can do at the level aimed at; "" where the framework does not say."""
    said = LevelDescription.objects.filter(competency=finding.target.competency_id, rank=finding.level).first()
    return said.can if said else ""


def _manager_heard(finding: Finding, person: Person) -> Person | None:
    if all(part.source != MANAGER for part in finding.parts):
        return None
    rated = RatingRequest.objects.filter(person=person, kind=RaterKind.MANAGER, state=RatingState.ANSWERED)
    rated = rated.filter(statements__competency=finding.target.competency_id, statements__observed__isnull=False)
    request = rated.select_related("rater").order_by("-closed_at", "-pk").first()
    return request.rater if request else None
