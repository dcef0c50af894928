"""The own work, among a person's data: taken away, erased."""

from django.utils.translation import gettext_lazy as _

from job_profiles.actions.work import erase_work
from job_profiles.queries.work import export_work
from people.queries.registries import DataExporter, data_exporters

data_exporters.register(
    DataExporter(
        key="work",
        order=36,
        label=_("Regard sur mon travail"),
        export=export_work,
        erase=lambda person: erase_work(person=person),
    )
)
