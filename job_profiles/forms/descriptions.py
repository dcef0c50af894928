"""Correcting an imported description."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from job_profiles.models import LocalDescription
from job_profiles.queries.descriptions import SECTIONS
from job_profiles.queries.imports import importable_organisations
from people.models import Organisation, Person

LABELS = {
    "mission": _("Mission"),
    "responsibilities": _("Responsabilités"),
    "deliverables": _("Livrables"),
    "tools": _("Outils de travail"),
    "indicators": _("Indicateurs"),
    "requirements": _("Exigences"),
    "other": _("Autres renseignements"),
}


class DescriptionForm(forms.Form):
    """Title, organisation, and one field a section: an item a line."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None)
    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Person, description: LocalDescription, **kwargs: Any) -> None:
        kept = {key: description.sections.get(key, "") for key in SECTIONS}
        initial = {"title": description.title, "organisation": description.organisation_id, "edit": description.edit} | kept
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.fields["organisation"].queryset = importable_organisations(viewer)  # type: ignore[attr-defined]
        for key in SECTIONS:
            rows = min(14, max(3, kept[key].count("\n") + 2))
            self.fields[key] = forms.CharField(
                label=LABELS[key], required=False, widget=forms.Textarea(attrs={"rows": rows}), max_length=60_000
            )

    @property
    def sections(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in SECTIONS}

    @property
    def section_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in SECTIONS]
