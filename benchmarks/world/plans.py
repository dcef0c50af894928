"""Which threads and replies there will be: where, by whom, when. Numbered in the order of time, as life would."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from benchmarks.world import bulk
from benchmarks.world.places import Place
from benchmarks.world.size import (
    COMMON_SPACES,
    CROWD_REPLIES,
    CROWDS,
    POSTS_OF_AUTHOR,
    SPACE_OF_CROWD,
    SPACE_OF_TEN,
    SPACE_OF_THOUSAND,
    THREAD_LENGTHS,
    Size,
)
from community.models import Reply, Thread

DAYS = 1000
LONGEST_PAUSE = 50_000


@dataclass
class Answer:
    """One reply before it is written; `at` is when."""

    author: int
    at: dt.datetime
    pk: int = 0


@dataclass
class Plan:
    """One thread before it is written. `counted`: its posts count for one of the known authors."""

    place: Place
    author: int
    question: bool
    at: dt.datetime
    replies: int = 0
    pk: int = 0
    accepted: int | None = None
    topics: list[int] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def last_reply(self) -> int:
        return self.answers[-1].pk if self.answers else 0

    @property
    def last_at(self) -> dt.datetime:
        return self.answers[-1].at if self.answers else self.at

    @property
    def last_actor(self) -> int:
        return self.answers[-1].author if self.answers else self.author


@dataclass
class Plans:
    """All threads in the order of time; the landmarks by the number of members, of replies."""

    threads: list[Plan]
    crowds: dict[int, Plan]
    lengths: dict[int, Plan]

    def answers(self) -> Iterator[tuple[int, Answer]]:
        """Every reply with its thread's number, in the order of time."""
        pairs = [(plan.pk, answer) for plan in self.threads for answer in plan.answers]
        return iter(sorted(pairs, key=lambda pair: pair[1].pk))


def draw(
    size: Size, places: list[Place], people: list[int], topics: list[int], dice: random.Random, at: dt.datetime
) -> Plans:
    """Decide everything but the texts."""
    drawn = _places_of_threads(size, places, dice)
    plans = []
    for number, place in enumerate(drawn):
        days = dice.random() ** 2 * DAYS if number >= len(CROWDS) else 400 + number
        moment = at - dt.timedelta(days=days, minutes=5)
        plans.append(Plan(place, _someone(place, people, dice), dice.random() < 0.4, moment))
        plans[-1].topics = dice.sample(topics, dice.choice([0, 1, 1, 2, 3]))
    landmarks = len(CROWDS) + len(THREAD_LENGTHS)
    _share_replies(size, plans, landmarks, dice)
    for plan in plans:
        _answer(plan, people, dice, at)
    _sign(plans[landmarks:], people, dice)
    _number(plans)
    for plan in plans:
        if plan.question and plan.answers and dice.random() < 0.5:
            plan.accepted = dice.choice(plan.answers).pk
    crowds = dict(zip(CROWDS, plans, strict=False))
    lengths = dict(zip(THREAD_LENGTHS, plans[len(CROWDS) :], strict=False))
    return Plans(sorted(plans, key=attrgetter("pk")), crowds, lengths)


def _places_of_threads(size: Size, places: list[Place], dice: random.Random) -> list[Place]:
    """Landmarks first, then spaces by a steep curve: a few are busy, many are quiet."""
    common = places[COMMON_SPACES:]
    weights = [1 / (rank + 1) ** 1.1 for rank in range(len(common))]
    landmarks = [places[SPACE_OF_CROWD[members]] for members in CROWDS]
    landmarks += [places[SPACE_OF_THOUSAND]] * max(min(1000, size.threads // 4), len(THREAD_LENGTHS))
    landmarks += [places[SPACE_OF_TEN]] * 10
    return landmarks + dice.choices(common, weights, k=size.threads - len(landmarks))


def _someone(place: Place, people: list[int], dice: random.Random) -> int:
    """A member of the space, but not one of the authors whose posts are counted."""
    counted = {people[author] for author in POSTS_OF_AUTHOR}
    while (author := dice.choice(place.members)) in counted:
        if counted.issuperset(place.members):
            return people[-1]
    return author


def _share_replies(size: Size, plans: list[Plan], landmarks: int, dice: random.Random) -> None:
    """Exactly `size.replies` in all: the known lengths, and the rest with a long tail; one thread in eight has none."""
    for plan, length in zip(plans, [CROWD_REPLIES] * len(CROWDS) + list(THREAD_LENGTHS), strict=False):
        plan.replies = min(length, size.replies // 4)
    others = plans[landmarks:]
    weights = [0.0 if number % 8 == 0 else dice.expovariate(1.0) + 0.2 for number in range(len(others))]
    left = size.replies - sum(plan.replies for plan in plans[:landmarks])
    whole = sum(weights)
    for plan, weight in zip(others, weights, strict=True):
        plan.replies = int(left * weight / whole)
    answered = [plan for plan, weight in zip(others, weights, strict=True) if weight]
    for number in range(left - sum(plan.replies for plan in others)):
        answered[number % len(answered)].replies += 1


def _answer(plan: Plan, people: list[int], dice: random.Random, at: dt.datetime) -> None:
    moment = plan.at
    longest = min((at - plan.at).total_seconds() / (plan.replies + 1), LONGEST_PAUSE)
    for _ in range(plan.replies):
        moment += dt.timedelta(seconds=dice.random() * longest)
        plan.answers.append(Answer(_someone(plan.place, people, dice), moment))


def _sign(plans: list[Plan], people: list[int], dice: random.Random) -> None:
    """Give the known authors exactly their posts, none in a landmark thread."""
    shares = sorted(POSTS_OF_AUTHOR.items())
    threads = iter(dice.sample(plans, sum(count for _, (count, _) in shares)))
    answers = [answer for plan in plans for answer in plan.answers]
    replies = iter(dice.sample(answers, sum(count for _, (_, count) in shares)))
    for author, (of_threads, of_replies) in shares:
        for _ in range(of_threads):
            next(threads).author = people[author]
        for _ in range(of_replies):
            next(replies).author = people[author]


def _number(plans: list[Plan]) -> None:
    first_thread, first_reply = bulk.first_id(Thread), bulk.first_id(Reply)
    for number, plan in enumerate(sorted(plans, key=attrgetter("at"))):
        plan.pk = first_thread + number
    answers = [answer for plan in plans for answer in plan.answers]
    for number, answer in enumerate(sorted(answers, key=attrgetter("at"))):
        answer.pk = first_reply + number
