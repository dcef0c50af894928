"""What one's own diagnostic says is lacking, to narrow the catalogue by. Read for the person alone."""

import datetime as dt
import math

from learning.enums import RunState
from learning.queries.diagnostics import is_on
from learning.queries.results import result_of
from learning.queries.runs import last_finished, runs_of
from people.models import Person


def own_gaps(person: Person, at: dt.datetime) -> list[tuple[int, int, int]] | None:
    """Competency, level reached, level aimed at, of the last diagnostic. None: it is switched off, or none was finished."""
    if not is_on(person):
        return None
    run = last_finished(person)
    if run is None:
        return None
    return [(one.competency.pk, max(math.floor(one.mean), 0), one.level) for one in result_of(run, at).gaps]


def may_ask_gaps(person: Person) -> bool:
    """Whether « pour mes écarts » has anything to say to this person."""
    return runs_of(person).filter(state=RunState.FINISHED).exists() and is_on(person)
