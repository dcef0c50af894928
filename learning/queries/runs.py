"""A run replayed from its log: what was answered, what comes next, how far it is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from competencies.enums import ItemKind
from competencies.models import Item
from competencies.queries.bank import items_of, statements_of
from competencies.rules.adaptive import Bank, Given, Standing, most_likely_left, next_item, standings
from core.database import prepared
from learning.enums import RunState
from learning.models import Answer, Run, RunTarget
from people.models import Person

TIMED = 5  # timed answers that make a pace


@dataclass(frozen=True)
class Position:
    """Where a run stands. `item` None: nothing is left to ask. `place`: number of the next answer, from 1; `left`: about how
    many statements remain, this one included."""

    item: Item | None
    place: int
    left: int
    standing: Mapping[str, Standing]

    @property
    def answered(self) -> int:
        return self.place - 1

    @property
    def percent(self) -> int:
        """Share of the expected whole that is answered."""
        return 100 * self.answered // max(self.answered + self.left, 1)


def runs_of(person: Person) -> QuerySet[Run]:
    """The person's own, newest first."""
    return (
        Run.objects.filter(person=person)
        .select_related("bank", "version__profile", "campaign")
        .order_by("-started_at", "-id")
    )


@prepared
def open_run(person: Person) -> Run | None:
    return runs_of(person).filter(state=RunState.OPEN).first()


def latest_answers(run: Run) -> list[Answer]:
    """The answer that counts to each item, in the order of asking."""
    rows = Answer.objects.filter(run=run).select_related("item__competency__group").order_by("place", "-revision")
    return list(rows.distinct("place"))


def targets_of(run: Run) -> list[RunTarget]:
    return list(RunTarget.objects.filter(run=run).select_related("competency__group", "estimate"))


@dataclass(frozen=True)
class Told:
    """One answer that counts, as a page that only replays reads it. `outcome`: the category of the model."""

    place: int
    key: str
    outcome: int | None
    seconds: int | None
    is_question: bool

    @property
    def given(self) -> Given:
        return Given(self.key, self.outcome)


@prepared
def told_in(run: Run) -> list[Told]:
    """The answers that count, in the order of asking, without their texts; one light query."""
    rows = Answer.objects.filter(run=run).order_by("place", "-revision").distinct("place")
    found = []
    for place, key, value, seconds, kind, options in rows.values_list(
        "place", "item__key", "value", "seconds", "item__kind", "item__options"
    ):
        question = kind == ItemKind.SCENARIO
        right = value is not None and question and bool(options[value].get("right"))
        found.append(Told(place, key, int(right) if question and value is not None else value, seconds, question))
    return found


@prepared
def aimed_in(run: Run) -> dict[str, int]:
    """Level aimed at by code of competency; one light query."""
    return dict(RunTarget.objects.filter(run=run).values_list("competency__code", "level"))


def given(answers: Sequence[Answer]) -> list[Given]:
    """Answers as the engine reads them."""
    return [Given(answer.item.key, outcome(answer.item, answer.value)) for answer in answers]


def outcome(item: Item, value: int | None) -> int | None:
    """The category of the model: of a statement the step chosen, of a question whether the option is right."""
    if value is None or item.kind == ItemKind.GRADED:
        return value
    return int(value == item.right)


def levels_aimed(targets: Sequence[RunTarget]) -> dict[str, int]:
    return {target.competency.code: target.level for target in targets}


def bank_of(run: Run) -> Bank:
    return statements_of(run.bank)


def position_of(
    run: Run, *, answers: Sequence[Answer] | None = None, targets: Sequence[RunTarget] | None = None
) -> Position:
    """Replay; four queries at most, whatever was answered."""
    log = [one.given for one in told_in(run)] if answers is None else given(answers)
    return place_in(run, log, aimed_in(run) if targets is None else levels_aimed(targets))


def place_in(run: Run, log: Sequence[Given], aimed: Mapping[str, int]) -> Position:
    """The same from what was read already; a query for the next item alone."""
    bank = bank_of(run)
    key = next_item(bank, aimed, log) if run.state == RunState.OPEN else None
    item = items_of(run.bank, [key])[key] if key else None
    return Position(item, len(log) + 1, most_likely_left(bank, aimed, log) if item else 0, standings(bank, aimed, log))


def own_pace(answers: Sequence[Answer | Told]) -> bool:
    """Whether enough answers were timed to speak of the person's own pace."""
    return sum(1 for answer in answers if answer.seconds) >= TIMED


def usual_seconds(answers: Sequence[Answer | Told], otherwise: float = 9.6) -> float:
    """Median of the seconds that the person took so far; before the fifth answer, 12 minutes for 75 statements."""
    taken = sorted(answer.seconds for answer in answers if answer.seconds)
    return float(taken[len(taken) // 2]) if len(taken) >= TIMED else otherwise


@prepared
def last_finished(person: Person, before: dt.datetime | None = None) -> Run | None:
    rows = runs_of(person).filter(state=RunState.FINISHED)
    if before is not None:
        rows = rows.filter(finished_at__lt=before)
    return rows.order_by("-finished_at", "-id").first()
