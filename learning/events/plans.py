"""Development plans. Private to the person and to those shown the plan: subscribers tell nobody else."""

import dataclasses

from core.events import Event


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanEvent(Event):
    plan_id: int
    person_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanBegun(PlanEvent):
    pass


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanClosed(PlanEvent):
    pass


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanReviewDue(PlanEvent):
    """The review is near, or late; `review_on` as a date in ISO."""

    review_on: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class StepsOverdue(PlanEvent):
    """Steps passed their date; said once a week at most."""

    step_ids: list[int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class StepMoved(PlanEvent):
    """A step went from a state to another. `because`: « hand », or what did it (« course:12 », « evidence:31 »)."""

    step_id: int
    before: str
    after: str
    because: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class GoalReached(PlanEvent):
    """`by`: the person said so, or a measure does."""

    goal_id: int
    by: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanShown(PlanEvent):
    grantee_id: int
    grant_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanCommented(PlanEvent):
    comment_id: int
    author_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgreementAsked(PlanEvent):
    agreement_id: int
    partner_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgreementGiven(PlanEvent):
    agreement_id: int
    partner_id: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgreementWithdrawn(PlanEvent):
    """`by_id`: the one of the two who took the word back."""

    agreement_id: int
    partner_id: int
    by_id: int
