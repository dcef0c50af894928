"""What happens to job profiles, in the past tense, one noun per module."""

from job_profiles.events.changes import ChangeAnswered, ChangeProposed
from job_profiles.events.consultations import (
    CommentPosted,
    ConsultationOpened,
    MinistryAnswered,
    ObservationReplied,
    RoundClosed,
    RoundClosing,
    RoundExtended,
)
from job_profiles.events.profiles import HoldingChanged, ProfileVersionWritten
from job_profiles.events.versions import (
    DraftOpened,
    ProfileVersionInForce,
    VersionDecided,
    VersionRetired,
    VersionSubmitted,
)

__all__ = [
    "ChangeAnswered",
    "ChangeProposed",
    "CommentPosted",
    "ConsultationOpened",
    "DraftOpened",
    "HoldingChanged",
    "MinistryAnswered",
    "ObservationReplied",
    "ProfileVersionInForce",
    "ProfileVersionWritten",
    "RoundClosed",
    "RoundClosing",
    "RoundExtended",
    "VersionDecided",
    "VersionRetired",
    "VersionSubmitted",
]
