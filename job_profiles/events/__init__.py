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
from job_profiles.events.harmonisation import AdoptionDeclared, ComparisonAsked, DescriptionsMerged, ImportAsked
from job_profiles.events.profiles import HoldingChanged, ProfileChanged, ProfileVersionWritten
from job_profiles.events.versions import (
    DraftOpened,
    ProfileVersionInForce,
    VersionDecided,
    VersionRetired,
    VersionSubmitted,
)

__all__ = [
    "AdoptionDeclared",
    "ChangeAnswered",
    "ChangeProposed",
    "CommentPosted",
    "ComparisonAsked",
    "ConsultationOpened",
    "DescriptionsMerged",
    "DraftOpened",
    "HoldingChanged",
    "ImportAsked",
    "MinistryAnswered",
    "ObservationReplied",
    "ProfileVersionInForce",
    "ProfileChanged",
    "ProfileVersionWritten",
    "RoundClosed",
    "RoundClosing",
    "RoundExtended",
    "VersionDecided",
    "VersionRetired",
    "VersionSubmitted",
]
