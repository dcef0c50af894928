"""A run replayed from its log: what was answered, what comes next, how far it is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from competencies.enums import ItemKind
from competencies.models import Item
from competencies.queries.bank import items_of, statements_of
from competencies.rules.adaptive import Bank, Given, Standing, ahead, standings
from core.database import prepared
from learning.enums import RunState
from learning.models import Answer, Run, RunTarget
from people.models import Person

TIMED = 5  # timed answers that make a pace
_TOLD = """
SELECT DISTINCT ON (answer.place) answer.place, item.key, answer.value, answer.seconds, item.kind = 'scenario',
  coalesce(item.options -> answer.value::int ->> 'right', '') = 'true'
FROM learning_answer answer JOIN competencies_item item ON item.id = answer.item_id
WHERE answer.run_id = %(run)s::bigint ORDER BY answer.place, answer.revision DESC
"""


@dataclass(frozen=True)
class Place:
    """Where a run stands. `key` None: nothing is left to ask. `place`: number of the next answer, from 1; `left`: about how
    many statements remain, this one included."""

    key: str | None
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


@dataclass(frozen=True)
class Position(Place):
    """The same with the item that is next."""

    item: Item | None


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
    """In the order of the run, which they know."""
    targets = list(RunTarget.objects.filter(run=run).select_related("competency__group", "estimate"))
    for target in targets:
        target.run = run
    return targets


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
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"run": run.pk})
        rows = cursor.fetchall()
    return [
        Told(place, key, int(right) if question and value is not None else value, seconds, question)
        for place, key, value, seconds, question, right in rows
    ]


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
    found = place_in(run, log, aimed_in(run) if targets is None else levels_aimed(targets))
    item = items_of(run.bank, [found.key])[found.key] if found.key else None
    return Position(found.key, found.place, found.left, found.standing, item)


def place_in(run: Run, log: Sequence[Given], aimed: Mapping[str, int]) -> Place:
    """The same from what was read already, without a query."""
    bank = bank_of(run)
    if run.state != RunState.OPEN:
        return Place(None, len(log) + 1, 0, standings(bank, aimed, log))
    found = ahead(bank, aimed, log)
    return Place(found.key, len(log) + 1, found.left if found.key else 0, found.standing)


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
