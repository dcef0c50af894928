"""Tables of the community app, one noun per module."""

from community.models.catch_up import CatchUp
from community.models.events import Event, EventRegistration
from community.models.exports import SpaceExport
from community.models.invitations import InvitationRound, SpaceInvitation
from community.models.practices import (
    PeerReviewTask,
    PracticeAuthor,
    PracticeIndexPage,
    PracticePage,
    PracticeRelease,
    PracticeReuse,
    PracticeReview,
)
from community.models.reactions import Reaction
from community.models.routing import QuestionOffer, QuestionRoute, RoutedCompetency, RoutingProfile, SpaceFigures
from community.models.shelf import ShelfItem
from community.models.spaces import JoinRequest, Membership, Space
from community.models.threads import Mention, PostRevision, Reply, Thread, ThreadRead

__all__ = [
    "CatchUp",
    "Event",
    "EventRegistration",
    "InvitationRound",
    "JoinRequest",
    "Membership",
    "Mention",
    "PeerReviewTask",
    "PostRevision",
    "PracticeAuthor",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeRelease",
    "PracticeReuse",
    "PracticeReview",
    "QuestionOffer",
    "QuestionRoute",
    "Reaction",
    "Reply",
    "RoutedCompetency",
    "RoutingProfile",
    "ShelfItem",
    "Space",
    "SpaceExport",
    "SpaceFigures",
    "SpaceInvitation",
    "Thread",
    "ThreadRead",
]
