"""Who is in a space, who reads it, who asks to be let in."""

from collections.abc import Iterable

from django.db.models import QuerySet

from community.enums import MembershipRole, RequestState
from community.models import JoinRequest, Membership, Space
from community.rules.presets import read_by_all
from core.pagination import KeyPage, page_by_key
from core.rules.text import fold
from people.enums import PersonStatus
from people.models import Person
from people.models.persons import PersonQuerySet
from people.queries.persons import named

MEMBERS_ON_A_PAGE = 50


def readers(space: Space) -> PersonQuerySet:
    """Everyone who may read the space today."""
    people = Person.objects.active()
    if read_by_all(space.access):
        return people
    return people.filter(pk__in=Membership.objects.filter(space=space).values("person"))


def readers_among(space: Space, ids: Iterable[int]) -> PersonQuerySet:
    """Those of these people who may read the space."""
    return readers(space).filter(pk__in=list(ids))


def facilitator_ids(space_id: int) -> list[int]:
    rows = Membership.objects.filter(space=space_id, role=MembershipRole.FACILITATOR, person__status=PersonStatus.ACTIVE)
    return list(rows.values_list("person_id", flat=True))


def page_of_members(
    space: Space, *, text: str = "", newest: bool = False, role: str = "", cursor: str | None = None
) -> KeyPage[Membership]:
    """Members by name, or those who came last first; `text` narrows to names that contain its words, `role` to that role."""
    rows = _with_person(Membership.objects.filter(space=space, person__status=PersonStatus.ACTIVE))
    for word in fold(text).split()[:5]:
        rows = rows.filter(person__folded_name__contains=word)
    if role in MembershipRole.values:
        rows = rows.filter(role=role)
    keys = ("-joined_at", "-id") if newest else ("person__sort_key", "id")
    return page_by_key(rows, keys=keys, cursor=cursor, size=MEMBERS_ON_A_PAGE)


def _with_person(rows: "QuerySet[Membership]") -> "QuerySet[Membership]":
    return rows.select_related("person__organisation")


def _pending(space: Space) -> "QuerySet[JoinRequest]":
    return JoinRequest.objects.filter(space=space, state=RequestState.PENDING, person__status=PersonStatus.ACTIVE)


def count_of_pending(space: Space) -> int:
    """How many people wait for an answer."""
    return _pending(space).count()


def pending_ids(space: Space, *, limit: int, among: Iterable[int] | None = None) -> list[int]:
    """Numbers of the requests that wait, the oldest first, at most so many; `among` these."""
    rows = _pending(space) if among is None else _pending(space).filter(pk__in=list(among))
    return list(rows.order_by("created_at", "id").values_list("pk", flat=True)[:limit])


def page_of_requests(space: Space, *, text: str = "", cursor: str | None = None) -> KeyPage[JoinRequest]:
    """Who waits for an answer, the oldest first; `text` narrows to names."""
    rows = _pending(space).select_related("person__organisation")
    if text.strip():
        rows = rows.filter(person__in=named(Person.objects.all(), text))
    return page_by_key(rows, keys=("created_at", "id"), cursor=cursor, size=MEMBERS_ON_A_PAGE)


def request_of(space: Space, person: Person) -> JoinRequest | None:
    """The person's own request that waits, if any."""
    return JoinRequest.objects.filter(space=space, person=person, state=RequestState.PENDING).first()


def people_to_add(space: Space, text: str, limit: int = 10) -> list[Person]:
    """Members of the network who are not in the space yet and whose name contains these words."""
    words = fold(text).split()[:5]
    if not words:
        return []
    people = Person.objects.active().exclude(memberships__space=space)
    for word in words:
        people = people.filter(folded_name__contains=word)
    return list(people.with_organisation().order_by("sort_key", "id")[:limit])
