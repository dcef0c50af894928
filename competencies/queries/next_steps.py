"""« Votre prochaine étape »: suggestions of the apps above, each with its reason; the first that applies is shown."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from core.registry import Registry
from people.models import Person


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """One thing to do now. `reason` ends « Parce que : … »; `action` is on the button; `done` and `total` draw a bar."""

    title: str
    url: str
    reason: str
    action: str
    note: str = ""
    done: int = 0
    total: int = 0


class NextStepSource(Protocol):
    """Where next steps come from, in order of urgency; registered in the owning app's `panels.py`."""

    key: str
    order: int

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        """What this person could do now, in one query; None when nothing is due."""


next_steps: Registry[NextStepSource] = Registry("prochaines étapes")


def next_step_of(person: Person, at: dt.datetime) -> NextStep | None:
    """The first suggestion that applies."""
    for source in next_steps:
        step = source.suggest(person, at)
        if step is not None:
            return step
    return None
