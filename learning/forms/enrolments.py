"""Asking for a seat, giving it back, deciding on a request, writing to those who come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class EnrolForm(forms.Form):
    """`asks`: somebody approves, so the reason is asked."""

    why = forms.CharField(
        label=_("Pourquoi cette formation"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un besoin de votre travail, un objectif de votre plan. Seule la personne qui approuve le lit."),
        error_messages={"required": _("Dites en une phrase pourquoi vous demandez cette formation.")},
    )  # fmt: skip
    needs = forms.CharField(
        label=_("Besoins d’accessibilité"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Sous-titrage, interprétation, place près de l’écran… Seules les personnes qui forment le lisent, pour vous "
            "accueillir; c’est effacé un mois après la séance."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, asks: bool, **values: Any) -> None:
        super().__init__(*args, **values)
        if not asks:
            del self.fields["why"]


class ReasonForm(forms.Form):
    """A sentence that somebody else reads. `asked`: it may not stay empty."""

    reason = forms.CharField(label=_("Motif"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, asked: bool, label: Any = "", help_text: Any = "", **values: Any) -> None:
        super().__init__(*args, **values)
        field = self.fields["reason"]
        field.required = asked
        field.label = label or field.label
        field.help_text = help_text
        field.error_messages["required"] = _("Dites pourquoi en une phrase.")


class MessageForm(forms.Form):
    body = forms.CharField(
        label=_("Message"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Chaque personne le reçoit comme avis et par courriel."),
        error_messages={"required": _("Écrivez le message.")},
    )  # fmt: skip
    waiting = forms.BooleanField(label=_("Aussi aux personnes en liste d’attente"), required=False)


class QuotaForm(forms.Form):
    """At most so many seats for one ministry; empty: no quota."""

    seats = forms.IntegerField(
        label=_("Places au plus"), required=False, min_value=0, max_value=2000,
        widget=forms.NumberInput(attrs={"class": "input"}),
        error_messages={"invalid": _("Écrivez un nombre entier, ou laissez vide."),
                        "min_value": _("Écrivez un nombre positif, ou laissez vide.")},
    )  # fmt: skip
