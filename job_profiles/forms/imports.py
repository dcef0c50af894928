"""Importing descriptions: several files at once, or a pasted text."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from job_profiles.queries.imports import importable_organisations
from people.models import Organisation, Person


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of uploaded files; their content is checked one by one by the action, so that one refused leaves the others."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]


class ImportForm(forms.Form):
    """For which organisation, which files, which text."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choisir…"),
        help_text=_(
            "Celle dont ces descriptions sont en usage. Une colonne «\u00a0organisme\u00a0» d’un CSV peut en nommer"
            " d’autres."
        ),
    )
    documents = SeveralFilesField(
        label=_("Fichiers"),
        required=False,
        help_text=_(
            "DOCX, PDF avec texte ou CSV, 20\u00a0Mo au plus chacun. Un CSV compte une description par ligne, avec des"
            " colonnes nommées titre, mission, responsabilités, exigences…"
        ),
        widget=SeveralFilesInput(attrs={"accept": ".docx,.pdf,.csv"}),
    )
    pasted = forms.CharField(
        label=_("Ou un texte collé"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Les intertitres (Mission, Tâches principales, Exigences…) sont reconnus. Une ligne de tirets sépare deux"
            " descriptions."
        ),
    )

    def __init__(self, *args: Any, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = importable_organisations(viewer)
        field = self.fields["organisation"]
        field.queryset = own  # type: ignore[attr-defined]
        only = list(own[:2])
        if len(only) == 1:
            self.initial.setdefault("organisation", only[0].pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("documents") and not str(cleaned.get("pasted") or "").strip():
            self.add_error("documents", _("Choisissez au moins un fichier, ou collez un texte ci-dessous."))
        return cleaned
