"""Tables of the people app, one noun per module."""

from people.models.access import AccessEntry, Consent, ErasureReceipt, Grant
from people.models.accounts import Invitation, User
from people.models.audiences import Audience, AudienceMember
from people.models.files import Attachment, Document, Image, Rendition
from people.models.installation import InstallationSettings
from people.models.organisations import Organisation, Team
from people.models.persons import Absence, OnboardingStep, Person, ProfileLink
from people.models.reporting import ReportsTo
from people.models.roles import RoleHeld

__all__ = [
    "Absence",
    "AccessEntry",
    "Attachment",
    "Audience",
    "AudienceMember",
    "Consent",
    "Document",
    "ErasureReceipt",
    "Grant",
    "Image",
    "InstallationSettings",
    "Invitation",
    "OnboardingStep",
    "Organisation",
    "Person",
    "ProfileLink",
    "Rendition",
    "ReportsTo",
    "RoleHeld",
    "Team",
    "User",
]
