"""The form of the preferences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.enums import Theme
from people.models import Person


class PreferencesForm(forms.Form):
    """Language (when there is a choice), theme, single keys. `theme`: the one in force in this browser."""

    interface_language = forms.ChoiceField(
        label=_("Langue de l’interface"), choices=[("fr", "Français"), ("en", "English")], widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(label=_("Thème"), choices=Theme.choices, widget=forms.RadioSelect)
    single_keys = forms.BooleanField(
        label=_("Raccourcis d’une seule touche"),
        help_text=_("Dans une liste qui a le focus : j et k pour avancer et reculer, le point d’interrogation pour l’aide."),
        required=False,
    )

    def __init__(self, *args: Any, person: Person, theme: str, english_available: bool, **kwargs: Any) -> None:
        initial = {
            "interface_language": person.interface_language,
            "theme": theme,
            "single_keys": person.single_keys,
        }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        if not english_available:
            del self.fields["interface_language"]
