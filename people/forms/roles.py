"""Giving a role, and saying who somebody reports to."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.enums import RoleKind
from people.forms.pickers import MemberField
from people.models import Organisation, Person


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Rôle"), choices=RoleKind.choices)
    organisation = forms.ModelChoiceField(
        label=_("Portée"), queryset=Organisation.objects.all(), required=False, empty_label=_("Tout le réseau")
    )
    from_on = forms.DateField(label=_("Depuis"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    to_on = forms.DateField(
        label=_("Jusqu’au"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_on": today}
        super().__init__(*args, **kwargs)


class ManagerForm(forms.Form):
    """An empty name means that the person reports to nobody from that day on."""

    stand_in = MemberField(
        label=_("Relève de"),
        required=False,
        help_text=_("Nom, nom et sigle, ou courriel. Vide\u00a0: de personne dans le réseau."),
    )
    since = forms.DateField(label=_("À partir du"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].viewer = viewer  # type: ignore[attr-defined]
