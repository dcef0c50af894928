"""Enrolments among a person's data, and how long their words are kept."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.actions import enrolment_retention
from learning.actions.enrolments import forget_person
from learning.queries import enrolment_data
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules


def erase(person: Person) -> int:
    """Every enrolment with its log; seats to come go to who waits."""
    return forget_person(person=person, at=timezone.now())


data_exporters.register(
    DataExporter(
        key="enrolments",
        order=55,
        label=_("Inscriptions aux formations"),
        export=enrolment_data.enrolment_rows,
        erase=erase,
    )
)
data_exporters.register(
    DataExporter(key="enrolment-log", order=56, label=_("Suivi de mes inscriptions"), export=enrolment_data.log_rows)
)
retention_rules.register(
    RetentionRule(
        key="enrolment-needs",
        order=70,
        label=_("Besoins d’accessibilité dits à l’inscription à une formation"),
        keeps=_("30 jours après la séance"),
        apply=enrolment_retention.forget_needs,
    )
)
retention_rules.register(
    RetentionRule(
        key="enrolment-words",
        order=71,
        label=_("Motifs des demandes, refus et annulations de formation"),
        keeps=_("2 ans après la séance; la présence reste"),
        apply=enrolment_retention.forget_words,
    )
)
