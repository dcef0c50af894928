"""Asking for ratings: whom, about what, until when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import RunTarget
from learning.queries.ratings import first_choice
from people.forms.pickers import MemberField
from people.models import Person

PEERS = 5
USUAL = dt.timedelta(days=14)


class TargetsField(forms.TypedMultipleChoiceField):
    """Competencies of the last result; what the diagnostic left open stands first and is ticked."""


class AskForm(forms.Form):
    """`managers` and `targets` are ids; `peers` gathers the named fields once it is valid."""

    managers = forms.TypedMultipleChoiceField(
        label=_("Gestionnaire"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Son avis vous est montré à son nom."),
    )  # fmt: skip
    targets = TargetsField(
        label=_("Sur quelles compétences"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Trois énoncés chacune jusqu’à huit compétences, deux chacune jusqu’à douze\xa0: 24 énoncés au plus."),
        error_messages={"required": _("Choisissez au moins une compétence.")},
    )  # fmt: skip
    message = forms.CharField(
        label=_("Un mot"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Les personnes invitées le lisent."),
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("D’ici le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Le système rappelle la demande à mi-chemin et la veille."),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Person,
        managers: Sequence[Person],
        targets: Sequence[RunTarget],
        today: dt.date,
    ) -> None:
        super().__init__(data, initial={"due_on": today + USUAL, "targets": first_choice(targets)})
        self.people = {one.pk: one for one in managers}
        self.rows = {one.competency_id: one for one in targets}
        if managers:
            self.fields["managers"].choices = [(one.pk, _line(one)) for one in managers]  # type: ignore[attr-defined]
        else:
            del self.fields["managers"]
        self.fields["targets"].choices = [(one.competency_id, _target(one)) for one in targets]  # type: ignore[attr-defined]
        for number in range(1, PEERS + 1):
            field = MemberField(label=_("Pair %(number)d") % {"number": number}, required=False)
            field.viewer = viewer
            self.fields[self.name_of(number)] = field

    @staticmethod
    def name_of(number: int) -> str:
        """Ends as the list of suggestions of members expects it (people:stand-ins)."""
        return f"peer_{number}_stand_in"

    @property
    def peer_fields(self) -> list[forms.BoundField]:
        return [self[self.name_of(number)] for number in range(1, PEERS + 1)]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the action takes; for a valid form."""
        named = [self.cleaned_data[self.name_of(number)] for number in range(1, PEERS + 1)]
        return {
            "managers": [self.people[pk] for pk in self.cleaned_data.get("managers", [])],
            "peers": [one for one in named if one is not None],
            "targets": [self.rows[pk] for pk in self.cleaned_data["targets"]],
            "due_on": self.cleaned_data["due_on"],
            "message": self.cleaned_data["message"],
        }

    def refuse(self, words: dict[str, list[str]]) -> None:
        """What the action refused, beside its field; of peers, beside the first."""
        places = {"peers": self.name_of(1)}
        for name, said in words.items():
            place = places.get(name, name)
            for one in said:
                self.add_error(place if place in self.fields else None, one)


def _line(person: Person) -> str:
    return " · ".join(words for words in (person.name, person.role_title, person.organisation.acronym) if words)


def _target(target: RunTarget) -> str:
    if not target.verdict:
        return target.competency.name
    return f"{target.competency.name} · {target.get_verdict_display()}"
