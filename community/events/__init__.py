"""What the community tells the world, one noun per module."""

from community.events.practices import (
    PracticeArchived,
    PracticeDrafted,
    PracticeEvent,
    PracticePublished,
    PracticeReviewed,
    PracticeSubmitted,
    PracticeWithdrawn,
)
from community.events.reuses import (
    PracticeConfirmed,
    PracticeFoundUseful,
    PracticeReused,
    PracticeReuseWithdrawn,
    PracticeReviewDue,
)
from community.events.invitations import InvitationRoundStarted, InvitationWanted, PeopleInvited
from community.events.spaces import (
    JoinAnswered,
    JoinRequested,
    MemberJoined,
    MemberLeft,
    SpaceChanged,
    SpaceCreated,
)
from community.events.threads import (
    AnswerAccepted,
    AnswerUnaccepted,
    Reacted,
    ReplyDeleted,
    ReplyEdited,
    ReplyPosted,
    ThreadDeleted,
    ThreadEdited,
    ThreadPosted,
    ThreadRestored,
)

__all__ = [
    "AnswerAccepted",
    "AnswerUnaccepted",
    "InvitationRoundStarted",
    "InvitationWanted",
    "JoinAnswered",
    "JoinRequested",
    "MemberJoined",
    "MemberLeft",
    "PracticeArchived",
    "PracticeConfirmed",
    "PracticeDrafted",
    "PracticeEvent",
    "PracticeFoundUseful",
    "PracticePublished",
    "PracticeReuseWithdrawn",
    "PracticeReused",
    "PracticeReviewDue",
    "PracticeReviewed",
    "PracticeSubmitted",
    "PracticeWithdrawn",
    "PeopleInvited",
    "Reacted",
    "ReplyDeleted",
    "ReplyEdited",
    "ReplyPosted",
    "SpaceChanged",
    "SpaceCreated",
    "ThreadDeleted",
    "ThreadEdited",
    "ThreadPosted",
    "ThreadRestored",
]
