"""What to read first after an absence: pure, deterministic, explained.

score = (3 named + 3 mine + 2 answered + 1 followed + 1.5 people + 0.5 replies + 2 sheet) × 0.5 ^ (age / 7 days)

- named: somebody named the person in what is new; mine: the person opened the thread;
- answered: among what is new is an answer that was accepted or that helped somebody;
- followed: the person follows the thread, the topic, the competency or the author, not only the space;
- people: how many others wrote, 5 or more count as 1; replies: how many are new, 20 or more count as 1;
- sheet: a practice sheet was published (it has no replies);
- age: since the last activity. What is a week older counts half.

Equal scores: the newest activity first, then the greater number. Weights are a choice of ours.
"""

import datetime as dt
from dataclasses import dataclass

HALF_LIFE = dt.timedelta(days=7)
MANY_PEOPLE, MANY_REPLIES = 5, 20
NAMED, MINE, ANSWERED, FOLLOWED, PEOPLE, REPLIES, SHEET = 3.0, 3.0, 2.0, 1.0, 1.5, 0.5, 2.0


@dataclass(frozen=True, kw_only=True)
class Missed:
    """What happened in one thread (or that a sheet came out) since the person was away. `people`, `replies`: of others."""

    at: dt.datetime
    named: bool = False
    mine: bool = False
    answered: bool = False
    followed: bool = False
    people: int = 0
    replies: int = 0
    sheet: bool = False


def score(missed: Missed, *, at: dt.datetime) -> float:
    """Greater is to be read earlier; never negative. `at`: the moment of the page, the same for all its pages."""
    weight = (
        NAMED * missed.named
        + MINE * missed.mine
        + ANSWERED * missed.answered
        + FOLLOWED * missed.followed
        + PEOPLE * min(missed.people, MANY_PEOPLE) / MANY_PEOPLE
        + REPLIES * min(missed.replies, MANY_REPLIES) / MANY_REPLIES
        + SHEET * missed.sheet
    )
    age: float = max(at - missed.at, dt.timedelta(0)) / HALF_LIFE
    return round(weight * 0.5**age, 6)


def why(missed: Missed) -> str:
    """The one reason to show, the most telling: named, mine, sheet, answered, followed, people or place."""
    reasons = (
        ("named", missed.named),
        ("mine", missed.mine),
        ("sheet", missed.sheet),
        ("answered", missed.answered),
        ("followed", missed.followed),
        ("people", missed.people >= 3),
    )
    return next((key for key, holds in reasons if holds), "place")
