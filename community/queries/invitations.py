"""Invitations: whom criteria mean, what waits for whom, how a round goes on.

Whom a round means is read only from what the facilitator may see: organisations, a job profile that the person lets them
see, a competency that the person shows to the network. Nothing hidden narrows a round, so that a count tells nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from community.enums import InvitationState, JobState
from community.models import InvitationRound, Membership, Space, SpaceInvitation
from competencies.queries.evidence import showing_any
from core.pagination import KeyPage, page_by_key
from job_profiles.models import Holding
from job_profiles.queries.profiles import PART
from people.models import Person
from people.models.persons import PersonQuerySet
from people.permissions import visible_parts_q
from people.queries.persons import named

ON_A_PAGE = 50
SHOWN_IN_PREVIEW = 12
LEFT_ALONE = dt.timedelta(days=30)


@dataclass(frozen=True)
class Criteria:
    """Values of one kind are alternatives; kinds add up. Nothing chosen means nobody."""

    organisations: tuple[int, ...] = ()
    profiles: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.organisations or self.profiles or self.competencies)

    def as_json(self) -> dict[str, list[Any]]:
        return {
            "organisation": list(self.organisations), "profile": list(self.profiles),
            "competency": list(self.competencies),
        }  # fmt: skip

    @classmethod
    def of(cls, kept: Mapping[str, Sequence[Any]]) -> "Criteria":
        return cls(*(tuple(kept.get(name, ())) for name in ("organisation", "profile", "competency")))


@dataclass(frozen=True)
class Preview:
    """How many fit, how many of them are left out and why, who would be invited (the first by name)."""

    fit: int
    members: int
    asked: int
    count: int
    people: list[Person] = field(default_factory=list)


def who_fit(viewer: Person, criteria: Criteria) -> PersonQuerySet:
    """Active members who meet the criteria, as far as the viewer may see."""
    if criteria.empty:
        return Person.objects.none()
    people = Person.objects.active().exclude(pk=viewer.pk)
    if criteria.organisations:
        people = people.filter(Q(organisation__in=criteria.organisations) | Q(assignment__in=criteria.organisations))
    if criteria.profiles:
        held = Holding.objects.filter(profile__key__in=criteria.profiles, to_on=None)
        people = people.filter(visible_parts_q(viewer, PART), pk__in=held.values("person"))
    if criteria.competencies:
        people = showing_any(people, criteria.competencies)
    return people


def to_invite(space: Space, viewer: Person, criteria: Criteria, *, at: dt.datetime) -> PersonQuerySet:
    """Who a round would invite: those who fit, without members and whoever was invited or declined of late."""
    return who_fit(viewer, criteria).exclude(pk__in=_members(space)).exclude(pk__in=_asked(space, at))


def preview(space: Space, viewer: Person, criteria: Criteria, *, at: dt.datetime) -> Preview:
    fit = who_fit(viewer, criteria)
    wanted = to_invite(space, viewer, criteria, at=at)
    total, members = fit.count(), fit.filter(pk__in=_members(space)).count()
    count = wanted.count()
    people = list(wanted.with_organisation().order_by("sort_key", "id")[:SHOWN_IN_PREVIEW])
    return Preview(fit=total, members=members, asked=total - members - count, count=count, people=people)


def _members(space: Space) -> Any:
    return Membership.objects.filter(space=space).values("person")


def _asked(space: Space, at: dt.datetime) -> Any:
    """Whoever holds a living invitation, or answered or got one within a month: nobody is pestered."""
    living = Q(state=InvitationState.PENDING, expires_at__gt=at)
    lately = Q(answered_at__gt=at - LEFT_ALONE) | Q(created_at__gt=at - LEFT_ALONE)
    return SpaceInvitation.objects.filter(living | lately, space=space).values("person")


def of_person(person: Person, pk: int) -> SpaceInvitation:
    """The person's own invitation, whatever became of it. Raises DoesNotExist."""
    rows = SpaceInvitation.objects.select_related("space__organisation", "invited_by__organisation")
    return rows.get(pk=pk, person=person)


def last_of(person: Person, slug: str) -> SpaceInvitation | None:
    """The person's newest invitation to the space of this address."""
    return SpaceInvitation.objects.filter(person=person, space__slug=slug).order_by("-created_at", "-id").first()


def waiting_for(person: Person, *, at: dt.datetime) -> list[SpaceInvitation]:
    """Living invitations of the person, the newest first."""
    rows = SpaceInvitation.objects.filter(
        person=person, state=InvitationState.PENDING, expires_at__gt=at, space__archived_at=None
    )
    return list(rows.select_related("space", "invited_by").order_by("-created_at", "-id")[:10])


def living(space: Space, person: Person, *, at: dt.datetime) -> SpaceInvitation | None:
    rows = SpaceInvitation.objects.filter(space=space, person=person, state=InvitationState.PENDING, expires_at__gt=at)
    return rows.select_related("invited_by").first()


def of_space(
    space: Space, *, text: str = "", state: str = "", at: dt.datetime, cursor: str | None = None
) -> KeyPage[SpaceInvitation]:
    """Every invitation of the space for its facilitators, the newest first; `text` narrows to names, `state` to what became
    of it (one past its date is expired, whatever the recurring work has noted yet)."""
    rows = SpaceInvitation.objects.filter(space=space).select_related("person__organisation", "invited_by")
    if text.strip():
        rows = rows.filter(person__in=named(Person.objects.all(), text))
    if state in InvitationState.values:
        rows = rows.filter(_became(InvitationState(state), at))
    return page_by_key(rows, keys=("-created_at", "-id"), cursor=cursor, size=ON_A_PAGE)


def _became(state: InvitationState, at: dt.datetime) -> Q:
    late = Q(state=InvitationState.PENDING, expires_at__lte=at)
    if state == InvitationState.EXPIRED:
        return Q(state=state) | late
    return Q(state=state) & ~late


def counts(space: Space, *, at: dt.datetime) -> dict[str, int]:
    """How many stand in each state, in one query."""
    wanted = {state.value: Count("pk", filter=_became(state, at)) for state in InvitationState}
    return SpaceInvitation.objects.filter(space=space).aggregate(**wanted)


def rounds(space: Space, limit: int = 5) -> list[InvitationRound]:
    return list(InvitationRound.objects.filter(space=space).select_related("by").order_by("-created_at", "-id")[:limit])


def unfinished_rounds(*, before: dt.datetime) -> list[int]:
    """Rounds that a killed worker left."""
    rows = InvitationRound.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING], created_at__lt=before)
    return list(rows.values_list("pk", flat=True))


def people_to_invite(space: Space, text: str, limit: int = 10) -> list[Person]:
    """Members of the network who are not in the space and hold no living invitation, whose name has these words."""
    if not text.strip():
        return []
    people = named(Person.objects.active(), text).exclude(pk__in=_members(space))
    return list(people.with_organisation().order_by("sort_key", "id")[:limit])
