"""Spaces: making one, its settings, asking to join."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import SpaceAccess, SpaceKind
from community.forms.fields import CompetenciesField, TopicsField
from competencies.queries.frameworks import competency_choices
from people.models import Organisation

COMPETENCIES_OF_A_SPACE = 6


class AccessChoice(forms.RadioSelect):
    """The three accesses, as cards that say who finds, reads and joins."""

    choice_help = {
        "open": _("Tout le monde le trouve, le lit et le joint. Les membres y écrivent."),
        "request": _("Tout le monde voit qu’il existe; on y entre sur demande. Seuls les membres lisent."),
        "hidden": _("Seuls ses membres savent qu’il existe. L’animation y ajoute des personnes."),
    }
    choice_icons = {"open": "globe", "request": "lock", "hidden": "eye-off"}


class SpaceForm(forms.Form):
    """A new space, or its settings."""

    name = forms.CharField(label=_("Nom"), max_length=120, error_messages={"required": _("Donnez un nom à l’espace.")})
    summary = forms.CharField(
        label=_("Résumé"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("À quoi il sert et à qui il s’adresse. Tout le monde peut le lire, sauf si l’espace est caché."),
        error_messages={"required": _("Dites en une phrase à quoi sert l’espace.")},
    )
    access = forms.ChoiceField(
        label=_("Qui peut entrer"), choices=SpaceAccess.choices, widget=AccessChoice, initial=SpaceAccess.OPEN
    )
    kind = forms.ChoiceField(label=_("Genre d’espace"), choices=SpaceKind.choices, initial=SpaceKind.PRACTICE)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Tout le réseau"),
        help_text=_("Si l’espace est celui d’un ministère ou d’un organisme."),
    )
    welcome = forms.CharField(
        label=_("Mot de bienvenue"),
        required=False,
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("Ce que lit une personne qui arrive\xa0: de quoi on parle, comment on s’y prend."),
    )
    topics = TopicsField(help_text=_("Les sujets de l’espace, séparés par des virgules."))
    competencies = CompetenciesField(
        limit=COMPETENCIES_OF_A_SPACE, help_text=_("Six au plus\xa0: celles que l’espace aide à exercer.")
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["competencies"].choices = competency_choices()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.order_by("sort_key")  # type: ignore[attr-defined]


class JoinRequestForm(forms.Form):
    """What one says to the facilitators."""

    message = forms.CharField(
        label=_("Mot à l’animation"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dites en une phrase pourquoi vous aimeriez entrer."),
    )
