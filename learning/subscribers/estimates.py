"""A source spoke, or took back what it said: results say so."""

from competencies.events import LevelsEstimated
from core.events import subscribe
from learning.actions.runs import refresh_results
from people.models import Person


@subscribe(LevelsEstimated)
def refresh_results_of_person(event: LevelsEstimated) -> None:
    person = Person.objects.filter(pk=event.person_id).first()
    if person is not None:
        refresh_results(person=person, competency_ids=event.competency_ids)
