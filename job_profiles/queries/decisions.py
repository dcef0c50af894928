"""What waits for a decision; the public log of a version."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.rules.differences import Difference, compare
from job_profiles.enums import LogKind, VersionState
from job_profiles.models import LogEntry, ProfileVersion, Round
from job_profiles.models.versions import PUBLIC
from job_profiles.permissions import may_decide, owns_profiles
from people.models import Person


def waiting() -> "QuerySet[ProfileVersion]":
    """Versions submitted to the strategic team, the first submitted first."""
    rows = ProfileVersion.objects.filter(state=VersionState.CONSULTATION, submitted_at__isnull=False)
    return rows.select_related("profile", "submitted_by").order_by("submitted_at", "pk")


def with_log(person: Person) -> "QuerySet[ProfileVersion]":
    """Versions whose log the person reads: what left drafting, and drafts on which ministries were consulted once."""
    rows = ProfileVersion.objects.select_related("profile", "based_on")
    if owns_profiles(person) or may_decide(person):
        return rows
    consulted = Exists(Round.objects.filter(version=OuterRef("pk")))
    return rows.filter(Q(state__in=PUBLIC) | consulted)


@dataclass(frozen=True)
class LogLine:
    """One line, with what changed where the line says that an article was amended."""

    entry: LogEntry
    difference: Difference | None


def log_of(version: ProfileVersion) -> list[LogLine]:
    """The whole log, the newest first; one query."""
    rows = LogEntry.objects.filter(version=version).select_related("by", "organisation", "round")
    return [LogLine(row, _amended(row)) for row in rows.order_by("-at", "-pk")]


def _amended(row: LogEntry) -> Difference | None:
    if row.kind != LogKind.AMENDED or "before" not in row.data:
        return None
    return Difference(row.article, compare(row.data["before"], row.data["after"]))


def submission_of(version: ProfileVersion) -> LogEntry | None:
    """How the owner asked for the decision: the note, whether without quorum."""
    return LogEntry.objects.filter(version=version, kind=LogKind.SUBMITTED).select_related("by").order_by("-pk").first()
