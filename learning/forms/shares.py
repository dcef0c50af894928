"""With whom, until when, and which items of a result."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.actions.grants import LONGEST
from people.forms.pickers import MemberField
from people.models import Person

USUAL = dt.timedelta(days=30)


class ShowForm(forms.Form):
    """Somebody, and a last day."""

    grantee = MemberField(
        label=_("Avec qui"),
        help_text=_("Une seule personne\xa0: son nom, ou son courriel."),
        error_messages={"required": _("Dites avec qui\xa0: un nom ou un courriel.")},
    )
    until = forms.DateField(
        label=_("Jusqu’au"),
        help_text=_("Dernier jour inclus, d’ici un an. Vous pouvez retirer le partage avant."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, viewer: Person, today: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"until": today + USUAL, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["grantee"].viewer = viewer  # type: ignore[attr-defined]
        edges = {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}
        self.fields["until"].widget.attrs.update(edges)

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if not self.today <= until <= self.today + LONGEST:
            raise forms.ValidationError(_("Choisissez un jour entre aujourd’hui et dans un an."))
        return until


class ShareForm(ShowForm):
    """Items by the id of their estimate, one box each: nothing is ticked unless asked."""

    items = forms.MultipleChoiceField(
        label=_("Ce que vous montrez"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins un élément à montrer.")},
    )
    field_order = ("items", "grantee", "until")

    def __init__(self, *args: Any, choices: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = list(choices.items())  # type: ignore[attr-defined]

    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["items"]]
