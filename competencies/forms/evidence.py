"""Declaring, correcting and showing evidence; what I know, at the first visit."""

import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competencies.enums import EvidenceVisibility
from competencies.models import Competency, Evidence
from competencies.queries.frameworks import by_codes, competency_choices, level_names


class WhoSees(forms.RadioSelect):
    """Who sees it, as cards that say what each choice means."""

    choice_help = {
        EvidenceVisibility.ME.value: _("Personne d’autre, pas même la direction."),
        EvidenceVisibility.NETWORK.value: _("Les membres du réseau la lisent et vous trouvent par cette compétence."),
    }
    choice_icons = {EvidenceVisibility.ME.value: "lock", EvidenceVisibility.NETWORK.value: "globe"}


def _levels(blank: str) -> list[tuple[str, str]]:
    return [("", blank), *((str(rank), name) for rank, name in level_names().items())]


class CorrectionForm(forms.Form):
    """What may change of a row. Level and date of what another source recorded are not the person's to change."""

    level = forms.TypedChoiceField(label=_("Niveau"), required=False, coerce=int, empty_value=None)
    occurred_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=_("Ce qui le montre"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("En une phrase\xa0: une page, un projet, une formation. Sans renseignement sur autrui."),
    )
    visibility = forms.ChoiceField(label=_("Qui la voit"), choices=EvidenceVisibility.choices, widget=WhoSees)

    def __init__(self, *args: Any, evidence: Evidence | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = _levels(str(_("Sans niveau")))  # type: ignore[attr-defined]
        if evidence is not None:
            self.initial = {name: getattr(evidence, name) for name in ("level", "occurred_on", "note", "visibility")}
            if not evidence.is_declared:
                self.fields["level"].disabled = self.fields["occurred_on"].disabled = True

    def clean_occurred_on(self) -> Any:
        day = self.cleaned_data["occurred_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Cette date est à venir. Indiquez quand cela a eu lieu."))
        return day


class DeclarationForm(CorrectionForm):
    """A competency that one says one has. `token` keeps a form sent twice from counting twice."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40)
    competency = forms.ChoiceField(label=_("Compétence"))
    field_order = ("token", "competency", "level", "occurred_on", "note", "visibility")

    def __init__(self, *args: Any, competency: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competency"].choices = [("", _("Choisir…")), *competency_choices()]  # type: ignore[attr-defined]
        self.initial.setdefault("competency", competency)
        self.initial.setdefault("token", secrets.token_urlsafe(12))
        self.initial.setdefault("occurred_on", timezone.localdate())
        self.initial.setdefault("visibility", EvidenceVisibility.ME)

    def clean_competency(self) -> Competency:
        found = by_codes([self.cleaned_data["competency"]])
        if not found:
            raise forms.ValidationError(_("Cette compétence n’est plus au référentiel. Choisissez-en une autre."))
        return found[0]


class WhatIKnowForm(forms.Form):
    """One level per competency, all optional, by group; and one choice of who sees them."""

    visibility = forms.ChoiceField(
        label=_("Qui voit ces compétences"),
        choices=EvidenceVisibility.choices,
        widget=WhoSees,
        initial=EvidenceVisibility.ME,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = _levels("—")
        self.groups: list[tuple[str, list[forms.BoundField]]] = []
        for group, choices in competency_choices():
            for code, name in choices:
                self.fields[code] = forms.TypedChoiceField(
                    label=name, choices=levels, required=False, coerce=int, empty_value=None
                )
            self.groups.append((group, [self[code] for code, _name in choices]))

    def chosen(self) -> dict[str, int]:
        """Code to level, for what was answered."""
        answers = {name: value for name, value in self.cleaned_data.items() if name != "visibility"}
        return {code: level for code, level in answers.items() if level}
