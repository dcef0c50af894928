"""Tables of the learning app, one noun per module."""

from learning.models.campaigns import Campaign, CampaignMember
from learning.models.courses import Course, CourseChange, CourseRaise, CourseRating, CourseShown, CourseWish, Provider
from learning.models.interventions import (
    ExpectedEffect,
    Intervention,
    InterventionAction,
    InterventionMove,
    InterventionProposal,
)
from learning.models.lessons import Attempt, CourseEdition, Following, LessonDone, MoreAttempts, QuizAnswer
from learning.models.plans import Goal, Plan, PlanAgreement, PlanComment, PlanTemplate, Step
from learning.models.ratings import PeerPool, RatedStatement, RatingRequest
from learning.models.runs import Answer, Run, RunTarget
from learning.models.sessions import Enrolment, EnrolmentLog, Meeting, Presence, Quota, Session, SessionMessage
from learning.models.talk_sheets import TalkSheet, TalkSheetLine
from learning.models.writing import CourseWriting, LessonFile

__all__ = [
    "Answer",
    "Attempt",
    "Campaign",
    "CampaignMember",
    "Course",
    "CourseChange",
    "CourseEdition",
    "CourseRaise",
    "CourseRating",
    "CourseShown",
    "CourseWish",
    "CourseWriting",
    "Enrolment",
    "EnrolmentLog",
    "ExpectedEffect",
    "Following",
    "Goal",
    "Intervention",
    "InterventionAction",
    "InterventionMove",
    "InterventionProposal",
    "LessonDone",
    "LessonFile",
    "Meeting",
    "MoreAttempts",
    "PeerPool",
    "Plan",
    "PlanAgreement",
    "PlanComment",
    "PlanTemplate",
    "Presence",
    "Provider",
    "Quota",
    "QuizAnswer",
    "RatedStatement",
    "RatingRequest",
    "Run",
    "RunTarget",
    "Session",
    "SessionMessage",
    "Step",
    "TalkSheet",
    "TalkSheetLine",
]
