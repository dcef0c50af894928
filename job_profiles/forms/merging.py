"""Where the sentences that were ticked go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from job_profiles.models import JobProfile
from job_profiles.queries.profiles import profile_choices

NEW = "+"


class MergeForm(forms.Form):
    """A profile there is, or a new one; added to what stands, or in its place."""

    profile = forms.ChoiceField(
        label=_("Verser dans"),
        help_text=_("Une ébauche s’ouvre à partir de la version qui se lit aujourd’hui, s’il n’y en a pas déjà une."),
    )
    new_name = forms.CharField(
        label=_("Nom du nouveau profil"),
        max_length=120,
        required=False,
        help_text=_("Un nom sans genre, par exemple «\u00a0Gestion de communauté\u00a0»."),
    )
    new_code = forms.CharField(
        label=_("Code du nouveau profil"),
        max_length=10,
        required=False,
        help_text=_("Quelques lettres qui ne changeront pas, par exemple GCO."),
    )
    mode = forms.ChoiceField(
        label=_("Textes de la référence"),
        choices=[
            ("add", _("Ajouter les phrases cochées à la suite")),
            ("replace", _("Écrire les articles de nouveau, avec les seules phrases cochées")),
        ],
        initial="add",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choisir…")), (NEW, _("Un nouveau profil")), *profile_choices()]
        self.fields["profile"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("profile") == NEW and not str(cleaned.get("new_name") or "").strip():
            self.add_error("new_name", _("Nommez le nouveau profil."))
        if cleaned.get("profile") == NEW and not str(cleaned.get("new_code") or "").strip():
            self.add_error("new_code", _("Donnez un code au nouveau profil."))
        return cleaned

    @property
    def target(self) -> JobProfile | None:
        """The profile chosen; None for a new one."""
        key = self.cleaned_data["profile"]
        return None if key == NEW else JobProfile.objects.get(key=key)
