"""The kinds of steps of a development plan, registered by the apps: what one does, and how a step is known to be done.

A step of a kind that is no longer registered keeps its title and is completed by hand.
"""

from dataclasses import dataclass
from typing import Any

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class StepKind:
    """`targets`: labels of the models that such a step may be about (« community.practicepage »), none for a step in words
    alone. `done_when`: the sentence that says what completes it by itself; empty: the person says so. `effort_minutes`: what
    is supposed when nobody says."""

    key: str
    order: int
    label: Any
    icon: str
    targets: tuple[str, ...] = ()
    done_when: Any = ""
    effort_minutes: int = 60


step_kinds: Registry[StepKind] = Registry("sortes d’étapes")
