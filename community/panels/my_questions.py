"""Personal data about questions: what « Télécharger mes données » gives, what an erasure and what time take."""

from django.utils.translation import gettext_lazy as _

from community.actions import catch_up, offers, routing
from community.queries import my_questions
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules


def _forget_routing(person: Person) -> int:
    return routing.erase(person=person)


def _forget_offers(person: Person) -> int:
    return offers.erase(person=person)


def _forget_absence(person: Person) -> int:
    return catch_up.forget(person=person)


for _order, (_key, _label, _export, _erase) in enumerate(
    [
        ("community-routing", _("Aider par ses réponses"), my_questions.routing_rows, _forget_routing),
        ("community-offers", _("Questions qu’on m’a proposées"), my_questions.offer_rows, _forget_offers),
        ("community-catch-up", _("Rattrapage"), my_questions.absence_rows, _forget_absence),
    ]
):
    data_exporters.register(DataExporter(key=_key, order=65 + _order, label=_label, export=_export, erase=_erase))

retention_rules.register(
    RetentionRule(
        key="community-offers",
        order=65,
        label=_("Questions proposées"),
        keeps=_("un an après la proposition"),
        apply=offers.forget_old,
    )
)
