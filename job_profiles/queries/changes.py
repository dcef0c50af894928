"""Proposals of change, as every member reads them."""

from django.db.models import QuerySet

from job_profiles.enums import ChangeState
from job_profiles.models import ChangeProposal, JobProfile, ProfileVersion
from job_profiles.models.versions import PUBLIC
from people.models import Person


def visible_to(person: Person | None) -> "QuerySet[ChangeProposal]":
    """All of them, for members."""
    if person is None:
        return ChangeProposal.objects.none()
    return ChangeProposal.objects.select_related("version__profile", "author__organisation", "answered_by", "carried_to")


def narrowed(
    rows: "QuerySet[ChangeProposal]", *, state: str, profile: str, mine: Person | None
) -> "QuerySet[ChangeProposal]":
    """By state, by the key of a profile, by author."""
    if state in ChangeState.values:
        rows = rows.filter(state=state)
    if profile:
        rows = rows.filter(version__profile__key=profile)
    return rows.filter(author=mine) if mine is not None else rows


def discussed(profile: JobProfile) -> ProfileVersion | None:
    """The version that a proposal is about: in force, else proposed, else the newest that members read."""
    order = {"in_force": 0, "proposal": 1, "approved": 2, "consultation": 3}
    versions = ProfileVersion.objects.filter(profile=profile, state__in=PUBLIC).exclude(state="retired")
    return min(versions, key=lambda one: (order[one.state], -one.number), default=None)
