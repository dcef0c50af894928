"""The directory counts anew when people change."""

from core.events import subscribe
from people.events import (
    OrganisationChanged,
    PeopleChanged,
    PeopleJoined,
    PersonChanged,
    PersonErased,
    PersonJoined,
    PersonLeft,
    RoleEnded,
    RoleGiven,
)
from people.queries.directory import forget_counts


def count_anew(event: object) -> None:
    """One command to the cache, within the request that changed something."""
    forget_counts()


for _event in (
    PersonJoined, PersonChanged, PersonLeft, PersonErased, PeopleJoined, PeopleChanged, RoleGiven, RoleEnded,
    OrganisationChanged,
):  # fmt: skip
    subscribe(_event, when="commit")(count_anew)
