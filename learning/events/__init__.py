"""What happened in learning, in the past tense. Ids only; private to the person: subscribers tell nobody else."""

from learning.events.campaigns import (
    CampaignClosed,
    CampaignFiguresPublished,
    CampaignGrew,
    CampaignOpened,
    CampaignRemindersDue,
)
from learning.events.courses import CourseChanged, CoursePublished, CourseRated, CourseRetired, CourseTaken, WishesMet
from learning.events.enrolments import (
    EnrolmentChanged,
    RequestRerouted,
    SessionCancelled,
    SessionChanged,
    SessionDue,
    SessionMessageSent,
    SessionSure,
)
from learning.events.interventions import InterventionAdopted, ProposalAsked
from learning.events.lessons import (
    AnswerReviewed,
    AnswersToReview,
    EditionPublished,
    MoreAttemptsAsked,
    MoreAttemptsGranted,
)
from learning.events.plans import (
    AgreementAsked,
    AgreementGiven,
    AgreementWithdrawn,
    GoalReached,
    PlanBegun,
    PlanClosed,
    PlanCommented,
    PlanReviewDue,
    PlanShown,
    StepMoved,
    StepsOverdue,
)
from learning.events.ratings import RatingAnswered, RatingAsked, RatingClosed, RatingDue
from learning.events.runs import RunCounted, RunDeleted, RunFinished, RunStarted
from learning.events.shares import ItemsShared

__all__ = [
    "AgreementAsked",
    "AgreementGiven",
    "AgreementWithdrawn",
    "AnswerReviewed",
    "AnswersToReview",
    "CampaignClosed",
    "CampaignFiguresPublished",
    "CampaignGrew",
    "CampaignOpened",
    "CampaignRemindersDue",
    "CourseChanged",
    "CoursePublished",
    "CourseRated",
    "CourseRetired",
    "CourseTaken",
    "EditionPublished",
    "EnrolmentChanged",
    "GoalReached",
    "InterventionAdopted",
    "ItemsShared",
    "PlanBegun",
    "PlanClosed",
    "PlanCommented",
    "PlanReviewDue",
    "PlanShown",
    "ProposalAsked",
    "MoreAttemptsAsked",
    "MoreAttemptsGranted",
    "RatingAnswered",
    "RatingAsked",
    "RatingClosed",
    "RatingDue",
    "RequestRerouted",
    "RunCounted",
    "RunDeleted",
    "RunFinished",
    "RunStarted",
    "SessionCancelled",
    "SessionChanged",
    "SessionDue",
    "SessionMessageSent",
    "SessionSure",
    "StepMoved",
    "StepsOverdue",
    "WishesMet",
]
