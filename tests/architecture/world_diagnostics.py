"""Diagnostics in the small world: Bruno switched it on, finished one and has another open; nobody else has any."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from competencies.actions.bank import load_bank
from learning.actions import diagnostics, runs
from learning.enums import TargetKind
from learning.models import Run
from learning.queries.runs import position_of
from people.queries.consents import purposes

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass(frozen=True)
class Diagnosed:
    """Runs of Bruno's, each with one answer at least."""

    finished: Run
    open: Run


def statement(competency: str, number: int, level: int) -> dict[str, object]:
    """A row of a bank."""
    return {
        "key": f"{competency}-{number:02d}", "competency": competency, "level": level, "form": "member", "kind": "graded",
        "text_fr": f"Faire l’essai {number} de {competency}", "text_en": f"Do trial {number} of {competency}",
        "clarity": 3, "shift": 0.0,
    }  # fmt: skip


def tell_diagnostics(world: "World") -> Diagnosed:
    bruno, code = world.cast.bruno, world.competency.code
    items = [statement(code, number, 1 + number % 4) for number in range(1, 7)]
    load_bank(version="essai", items=items, at=world.at)
    diagnostics.switch_on(by=bruno, version=purposes["diagnostic"].version, at=world.at)
    finished = _run(world, world.at - dt.timedelta(days=1))
    runs.finish_run(by=bruno, run=finished, at=world.at - dt.timedelta(hours=23))
    finished.refresh_from_db()
    return Diagnosed(finished, _run(world, world.at))


def _run(world: "World", at: dt.datetime) -> Run:
    bruno = world.cast.bruno
    run = runs.start_run(person=bruno, kind=TargetKind.COMPETENCIES, levels={world.competency: 2}, at=at)
    first = position_of(run).item
    assert first is not None
    runs.give_answer(by=bruno, run=run, item_key=first.key, place=1, value=1, at=at)
    return run
