"""What a person did of the harmonisation, among the own data: work that stays with the organisation when one leaves."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from job_profiles.models import Adoption, DescriptionImport
from people.models import Person
from people.queries.registries import DataExporter, data_exporters


def export_imports(person: Person) -> list[dict[str, Any]]:
    rows = DescriptionImport.objects.filter(by=person).select_related("organisation").prefetch_related("files")
    return [
        {
            "organisation": row.organisation.name,
            "le": row.created_at.isoformat(),
            "fichiers": [file.name for file in row.files.all()],
        }
        for row in rows.order_by("created_at", "pk")
    ]


def export_adoptions(person: Person) -> list[dict[str, Any]]:
    rows = Adoption.objects.filter(declared_by=person).select_related("organisation", "profile", "version")
    return [
        {
            "organisation": row.organisation.name,
            "profil": row.profile.name_fr,
            "version": row.version.number,
            "usage": str(row.get_kind_display()),
            "pourquoi": row.justification,
            "le": row.declared_at.isoformat(),
        }
        for row in rows.order_by("declared_at", "pk")
    ]


data_exporters.register(
    DataExporter(key="description-imports", order=39, label=_("Descriptions d’emploi importées"), export=export_imports)
)
data_exporters.register(
    DataExporter(key="profile-adoptions", order=39, label=_("Emplois déclarés des profils"), export=export_adoptions)
)
