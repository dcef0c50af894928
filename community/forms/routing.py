"""What a person allows of the routing of questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.actions.routing import CAP_AT_LEAST, CAP_AT_MOST
from community.models import RoutingProfile
from competencies.queries.frameworks import competency_choices, level_names


class RoutingForm(forms.Form):
    """The cap, a pause, and one level by competency; an empty level shares nothing."""

    weekly_cap = forms.IntegerField(
        label=_("Questions par semaine, au plus"),
        min_value=CAP_AT_LEAST,
        max_value=CAP_AT_MOST,
        initial=2,
        help_text=_("De 1 à 10. On ne vous en proposera jamais plus en sept jours."),
        error_messages={
            "required": _("Choisissez de 1 à 10 questions par semaine."),
            "min_value": _("Choisissez de 1 à 10 questions par semaine."),
            "max_value": _("Choisissez de 1 à 10 questions par semaine."),
            "invalid": _("Écrivez un nombre de 1 à 10."),
        },
    )
    paused_until = forms.DateField(
        label=_("En pause jusqu’au"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Ce jour compris. Laissez vide pour recevoir des propositions dès maintenant."),
        error_messages={"invalid": _("Écrivez la date comme ceci\xa0: 2026-12-31.")},
    )

    def __init__(self, *args: Any, profile: RoutingProfile, **values: Any) -> None:
        shared = {one.competency.code: one.level for one in profile.competencies.all()}
        initial = {"weekly_cap": profile.weekly_cap, "paused_until": profile.paused_until}
        values["initial"] = initial
        super().__init__(*args, **values)
        levels = [("", _("Ne pas partager")), *level_names().items()]
        self.groups: list[tuple[str, list[str]]] = []
        for group, choices in competency_choices():
            names = []
            for code, label in choices:
                name = f"niveau-{code}"
                self.fields[name] = forms.TypedChoiceField(
                    label=label, required=False, choices=levels, coerce=int, empty_value=None, initial=shared.get(code, "")
                )
                names.append(name)
            self.groups.append((group, names))

    def by_group(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields of the levels, group by group."""
        return [(group, [self[name] for name in names]) for group, names in self.groups]

    @property
    def levels(self) -> dict[str, int]:
        """Code → level of what is shared, once the form is valid."""
        chosen = {name.removeprefix("niveau-"): value for name, value in self.cleaned_data.items() if "niveau-" in name}
        return {code: level for code, level in chosen.items() if level}
