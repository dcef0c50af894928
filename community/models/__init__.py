"""Tables of the community app, one noun per module."""

from community.models.catch_up import CatchUp
from community.models.events import Event, EventRegistration
from community.models.exports import SpaceExport
from community.models.invitations import InvitationRound, SpaceInvitation
from community.models.practice_files import PracticeDraftFile
from community.models.practice_releases import PracticeRelease
from community.models.practice_reuses import PracticeReuse
from community.models.practice_reviews import PeerReviewTask, PracticeRemark, PracticeReview
from community.models.practices import PracticeAuthor, PracticeIndexPage, PracticePage
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
    "PracticeDraftFile",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeRelease",
    "PracticeRemark",
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
