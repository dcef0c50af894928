"""Diagnostics among a person's data, and how long they are kept."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.actions import retention
from learning.actions.diagnostics import delete_everything
from learning.queries import my_data
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules


def erase(person: Person) -> int:
    """Runs, answers, estimates, measurements, sheets, and what was shared of them."""
    return delete_everything(by=person, at=timezone.now())


data_exporters.register(
    DataExporter(key="diagnostic", order=45, label=_("Diagnostics"), export=my_data.run_rows, erase=erase)
)
for _order, (_key, _label, _export) in enumerate(
    [
        ("diagnostic-answers", _("Réponses aux diagnostics"), my_data.answer_rows),
        ("diagnostic-levels", _("Niveaux estimés"), my_data.estimate_rows),
        ("diagnostic-measures", _("Ce que dit chaque source"), my_data.measurement_rows),
        ("talk-sheets", _("Feuilles de discussion"), my_data.sheet_rows),
    ]
):
    data_exporters.register(DataExporter(key=_key, order=46 + _order, label=_label, export=_export))

for _order, (_key, _label, _keeps, _apply) in enumerate(
    [
        ("diagnostic-open", _("Diagnostics commencés, sans réponse depuis"), _("6 mois"), retention.forget_open_runs),
        (
            "diagnostic-old",
            _("Diagnostics et niveaux estimés"),
            _("5 ans après la dernière mesure"),
            retention.forget_old_diagnostics,
        ),
        (
            "diagnostic-left",
            _("Diagnostics de qui a quitté le réseau"),
            _("30 jours"),
            retention.forget_of_who_left,
        ),
    ]
):
    retention_rules.register(RetentionRule(key=_key, order=60 + _order, label=_label, keeps=_keeps, apply=_apply))
