"""What the optimiser is asked and answers, as plain rows that can be kept and read again. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from learning.rules.optimiser import Gap, Limits, Offer, Option, Proposal

Rows = dict[str, Any]
LESS_AND_MORE = (-0.1, 0.1)


def gaps_of(inputs: Rows) -> list[Gap]:
    return [Gap(place, competency, people, weight) for place, competency, people, weight in inputs["gaps"]]


def offers_of(inputs: Rows) -> list[Offer]:
    return [Offer(**row) for row in inputs["offers"]]


def limits_of(inputs: Rows) -> Limits:
    return Limits(**inputs["limits"])


def told(proposal: Proposal) -> Rows:
    """The answer in rows. By competency, what the whole plan closes of what was published."""
    return {
        "courses": [
            {
                "course": one.course,
                "sessions": one.sessions,
                "seats": dict(one.seats),
                "cost_cents": one.cost_cents,
                "parts": [[part.place, part.competency, part.counted, round(part.closed, 2)] for part in one.parts],
            }
            for one in proposal.courses
        ],
        "left_out": [
            {
                "course": one.course,
                "why": one.why.value,
                "cents_per_gap": None if one.cents_per_gap is None else round(one.cents_per_gap),
                "enters_at_cents": one.enters_at_cents,
            }
            for one in proposal.left_out
        ],
        "closings": _by_competency(proposal),
        "cost_cents": proposal.cost_cents,
        "budget_cents": proposal.budget_cents,
        "closed": round(proposal.closed, 2),
        "objective": round(proposal.objective, 3),
        "bound": round(proposal.bound, 3),
        "stopped": proposal.stopped,
        "options": [],
    }


def told_options(options: Iterable[Option]) -> list[Rows]:
    """The same question with less and with more money, beside the plan."""
    return [
        {
            "share": option.share,
            "budget_cents": option.proposal.budget_cents,
            "cost_cents": option.cost_cents,
            "closed": round(option.proposal.closed, 2),
            "objective": round(option.objective, 3),
            "sessions": dict(option.sessions),
        }
        for option in options
        if option.share
    ]


def _by_competency(proposal: Proposal) -> list[list[Any]]:
    """[competency, people with a gap, people counted, gaps closed], most closed first."""
    found: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for one in proposal.closings:
        row = found[one.competency]
        row[0] += one.people
        row[1] += one.counted
        row[2] += one.closed
    rows = [[code, int(people), int(counted), round(closed, 2)] for code, (people, counted, closed) in found.items()]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def effects_of(course: Rows) -> dict[str, int]:
    """Gaps that a course of the answer is expected to close, by competency, in whole numbers."""
    found: defaultdict[str, float] = defaultdict(float)
    for _place, competency, _counted, closed in course["parts"]:
        found[competency] += closed
    return {code: number for code, closed in found.items() if (number := round(closed))}


def off_from_best(result: Rows) -> float:
    """How far, at most, the plan is from the best one, in per cent of the bound."""
    return 100 * (result["bound"] - result["objective"]) / result["bound"] if result["bound"] else 0.0


def room_in_shares(places: int, share: float | None) -> bool:
    """Whether shares of all places together leave room for any seat."""
    return share is None or places == 0 or share * places >= 1 - 1e-9


def same_for_all(places: Iterable[str], value: Any) -> Mapping[str, Any]:
    return {} if value is None else dict.fromkeys(places, value)
