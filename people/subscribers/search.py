"""The search follows what people say of themselves."""

from core.events import subscribe
from core.search import refresh
from people.events import PeopleChanged, PeopleJoined, PersonChanged, PersonErased, PersonJoined, PersonLeft


@subscribe(PersonJoined)
@subscribe(PersonChanged)
@subscribe(PersonLeft)
@subscribe(PersonErased)
def index_person(event: PersonJoined | PersonChanged | PersonLeft | PersonErased) -> None:
    """Idempotent: the entry is written anew, or taken out for someone who left."""
    refresh("person", [event.person_id])


@subscribe(PeopleJoined)
@subscribe(PeopleChanged)
def index_people(event: PeopleJoined | PeopleChanged) -> None:
    refresh("person", list(event.person_ids))
