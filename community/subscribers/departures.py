"""A person leaves the network: the spaces go on without them."""

from community.actions import memberships
from core.events import subscribe
from people.events import PersonLeft
from people.models import Person


@subscribe(PersonLeft)
def leave_spaces(event: PersonLeft) -> None:
    person = Person.objects.filter(pk=event.person_id).first()
    if person is not None and not person.is_active:
        memberships.forget_person(person=person, at=event.at)
