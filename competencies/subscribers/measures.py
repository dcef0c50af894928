"""The ledger changed: examined evidence and results of courses count in the levels of who is measured."""

from competencies.actions.evidence_measures import measure_evidence
from competencies.events import EvidenceCorrected, EvidenceRecorded, EvidenceWithdrawn
from competencies.queries.estimates import PURPOSE
from core.events import subscribe
from people.models import Person
from people.queries.consents import has_consent


@subscribe(EvidenceRecorded)
@subscribe(EvidenceCorrected)
@subscribe(EvidenceWithdrawn)
def measure_changed_evidence(event: EvidenceRecorded | EvidenceCorrected | EvidenceWithdrawn) -> None:
    person = Person.objects.filter(pk=event.person_id).first()
    if has_consent(person, PURPOSE):
        assert person is not None
        measure_evidence(person=person, at=event.at)
