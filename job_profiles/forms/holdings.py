"""Saying which profile one holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from job_profiles.models import JobProfile
from job_profiles.queries.profiles import by_key, profile_choices


class HoldingForm(forms.Form):
    """One profile, or none."""

    profile = forms.ChoiceField(
        label=_("Profil d’emploi"),
        required=False,
        help_text=_("Celui qui ressemble le plus à votre travail. Il dit ce que le métier demande, pas ce que vous valez."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [("", _("Aucun pour l’instant")), *profile_choices()]  # type: ignore[attr-defined]

    def clean_profile(self) -> JobProfile | None:
        return by_key(self.cleaned_data["profile"]) if self.cleaned_data["profile"] else None
