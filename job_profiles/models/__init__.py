"""Tables of the job_profiles app, one noun per module."""

from job_profiles.models.adoptions import Adoption, AdoptionDifference
from job_profiles.models.assistant import AssistantRun, ImpliedCompetency, SimilarPair
from job_profiles.models.changes import ChangeProposal
from job_profiles.models.consultations import ArticleAnswer, ArticleComment, Decision, LogEntry, MinistryAnswer, Round
from job_profiles.models.descriptions import DescriptionImport, ImportedFile, LocalDescription
from job_profiles.models.holdings import Holding
from job_profiles.models.profiles import Family, JobClass, JobProfile
from job_profiles.models.templates import DescriptionTemplate
from job_profiles.models.versions import CareerMove, ProfileVersion, Requirement
from job_profiles.models.work import WorkReview, WorkTask

__all__ = [
    "Adoption",
    "AdoptionDifference",
    "ArticleAnswer",
    "ArticleComment",
    "AssistantRun",
    "CareerMove",
    "ChangeProposal",
    "Decision",
    "DescriptionImport",
    "DescriptionTemplate",
    "Family",
    "Holding",
    "ImpliedCompetency",
    "ImportedFile",
    "JobClass",
    "JobProfile",
    "LocalDescription",
    "LogEntry",
    "MinistryAnswer",
    "ProfileVersion",
    "Requirement",
    "Round",
    "SimilarPair",
    "WorkReview",
    "WorkTask",
]
