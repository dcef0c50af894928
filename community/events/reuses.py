"""What readers do with practice sheets, in the past tense."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeReused(Event):
    """Another organisation took a practice up. `first`: the first declaration of that organisation."""

    reuse_id: int
    page_id: int
    person_id: int
    organisation_id: int
    first: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeReuseWithdrawn(Event):
    reuse_id: int
    page_id: int
    person_id: int
    organisation_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeFoundUseful(Event):
    page_id: int
    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeConfirmed(Event):
    """Somebody who answers for it says that it still holds. `review_on`: ISO day of the next look."""

    page_id: int
    by_id: int
    review_on: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class PracticeReviewDue(Event):
    """The cycle asks who answers for a sheet: `stage` warned, due, reminded or archived; `review_on`: ISO day it was due."""

    page_id: int
    stage: str
    review_on: str
