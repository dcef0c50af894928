"""Runs of the diagnostic. Private to the person: subscribers tell nobody else."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class RunStarted(Event):
    run_id: int
    person_id: int
    campaign_id: int | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class RunFinished(Event):
    """The answers were measured; announced again when a correction remade the result. `counted`: it may count in totals."""

    run_id: int
    person_id: int
    campaign_id: int | None
    counted: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class RunDeleted(Event):
    """The person took a run away, with what it measured."""

    run_id: int
    person_id: int
    campaign_id: int | None
    finished: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class RunCounted(Event):
    """The person lets a run count in totals to come, or no longer (`counted`)."""

    run_id: int
    person_id: int
    campaign_id: int | None
    counted: bool
