"""A plan: its period, its words, its goals."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.models import Competency
from learning.models import Plan
from learning.queries.plan_goals import GoalChoice, GoalGroup

MONTHS = (1, 2, 3, 4, 6, 12)


def _date(label: Any, **values: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **values)


class PlanForm(forms.Form):
    """Words and period."""

    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=Plan._meta.get_field("title").max_length,
        error_messages={"required": gettext_lazy("Donnez un titre à votre plan.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Ce que je vise"),
        required=False,
        max_length=Plan._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("En une ou deux phrases\xa0: ce que vous voulez pouvoir faire d’ici la fin."),
    )
    from_on = _date(gettext_lazy("Du"))
    to_on = _date(gettext_lazy("Au"), help_text=gettext_lazy("Dernier jour inclus."))
    review_months = forms.TypedChoiceField(
        label=gettext_lazy("Faire le point"),
        coerce=int,
        help_text=gettext_lazy("Un rappel vous vient une semaine avant chaque bilan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [(number, _every(number)) for number in MONTHS]
        self.fields["review_months"].choices = every  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("from_on"), cleaned.get("to_on")
        if begins and ends and ends < begins:
            self.add_error("to_on", _("La fin vient avant le début."))
        return cleaned


def _every(months: int) -> str:
    return _("chaque mois") if months == 1 else _("une fois l’an") if months == 12 else _("aux %d mois") % months


def first_values(today: dt.date) -> dict[str, Any]:
    """A year from today, with a review each quarter."""
    ends = today + dt.timedelta(days=364)
    years = str(today.year) if ends.year == today.year else f"{today.year}-{ends.year}"
    title = _("Mon plan de développement %(years)s") % {"years": years}
    return {"title": title, "from_on": today, "to_on": ends, "review_months": 3}


def values_of(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in ("title", "note", "from_on", "to_on", "review_months")}


class GoalsForm(forms.Form):
    """Competencies by tick, each with the level aimed at: `objectif` codes, `niveau-CODE`. None at all is allowed."""

    objectif = forms.MultipleChoiceField(label=gettext_lazy("Objectifs"), required=False)

    def __init__(self, *args: Any, groups: Sequence[GoalGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.known = {one.competency.code: one for group in groups for one in group.rows}
        self.fields["objectif"].choices = [(code, one.competency.name) for code, one in self.known.items()]  # type: ignore[attr-defined]

    @property
    def shown(self) -> list[GoalGroup]:
        """As proposed, or as typed."""
        if not self.is_bound:
            return [
                replace(group, folded=group.folded and not any(one.ticked for one in group.rows)) for group in self.groups
            ]
        ticked = set(self["objectif"].value() or [])
        found = []
        for group in self.groups:
            rows = [GoalChoice(one.competency, self._level(one), one.competency.code in ticked) for one in group.rows]
            found.append(replace(group, rows=rows, folded=group.folded and not any(one.ticked for one in rows)))
        return found

    @property
    def levels(self) -> dict[Competency, int]:
        """Of a form that is valid."""
        chosen = (self.known[code] for code in self.cleaned_data["objectif"])
        return {one.competency: self._level(one) for one in chosen}

    def _level(self, one: GoalChoice) -> int:
        typed = self.data.get(f"niveau-{one.competency.code}", "")
        return int(typed) if typed in {"1", "2", "3", "4"} else one.level
