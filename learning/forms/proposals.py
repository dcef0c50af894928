"""What one asks of the optimiser, with defaults that are said; and which lines of its answer one takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency
from learning.actions.proposals import Question
from learning.forms.intervention_actions import STAGE_CHOICES
from learning.forms.money import DollarsField, as_dollars
from learning.queries.proposals import WHOLE, OfferRow
from learning.rules.interventions import STAGES

WEIGHTS = [("0", _("laisser de côté")), ("0.5", _("moitié")), ("1", _("ordinaire")), ("2", _("double")), ("3", _("triple"))]
GRAINS = [
    ("places", _("Par organisation\u00a0: les places sont réparties entre elles")),
    (WHOLE, _("L’ensemble\u00a0: quand trop de cases par organisation sont masquées")),
]


class ProposalForm(forms.Form):
    budget = DollarsField(
        label=_("Budget à répartir, en dollars"),
        help_text=_("Ce qui reste au plan, ou un autre montant pour voir."),
        error_messages={"required": _("Donnez le budget à répartir.")},
    )  # fmt: skip
    grain = forms.ChoiceField(label=_("Chiffres"), choices=GRAINS, widget=forms.RadioSelect, initial="places")
    most_sessions = forms.IntegerField(
        label=_("Séances d’une même formation, au plus"), min_value=1, max_value=20, initial=3
    )
    most_seats = forms.IntegerField(
        label=_("Places d’une même organisation, au plus"), min_value=1, max_value=9999, required=False,
        help_text=_("Dans tout le plan. Vide\u00a0: pas de plafond."),
    )  # fmt: skip
    share = forms.IntegerField(
        label=_("Part d’une même organisation, au plus (%)"), min_value=1, max_value=100, required=False,
        help_text=_("De toutes les places proposées. Vide\u00a0: pas de plafond."),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        budget_cents: int,
        government: bool,
        competencies: Sequence[Competency],
        offers: Sequence[OfferRow],
        asked: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"budget": as_dollars(budget_cents) if budget_cents > 0 else ""} | _again(asked))
        self.competencies, self.offers = list(competencies), list(offers)
        self.groups = {str(one.group_id): one.group for one in competencies}
        if not government:
            for name in ("grain", "most_seats", "share"):
                del self.fields[name]
        told = asked or {}
        for key, group in self.groups.items():
            self.fields[f"group_{key}"] = _weight(group.name, told.get("groups", {}).get(key, 1))
        for one in self.competencies:
            self.fields[f"weight_{one.code}"] = _weight(one.name, told.get("weights", {}).get(one.code), own=True)
        for row in self.offers:
            percent = told.get("effects", {}).get(row.course.key, row.percent)
            self.fields[f"effect_{row.course.key}"] = forms.IntegerField(
                label=row.course.title, min_value=0, max_value=100, initial=percent,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 100}),
            )  # fmt: skip

    @property
    def group_fields(self) -> list[forms.BoundField]:
        return [self[f"group_{key}"] for key in self.groups]

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[f"weight_{one.code}"] for one in self.competencies]

    @property
    def effect_fields(self) -> list[tuple[OfferRow, forms.BoundField]]:
        return [(row, self[f"effect_{row.course.key}"]) for row in self.offers]

    @property
    def question(self) -> Question:
        given = self.cleaned_data
        return Question(
            budget_cents=given["budget"],
            grain=given.get("grain", "places"),
            groups={key: float(given[f"group_{key}"]) for key in self.groups},
            weights={
                one.code: float(given[f"weight_{one.code}"]) for one in self.competencies if given[f"weight_{one.code}"]
            },
            effects={row.course.key: given[f"effect_{row.course.key}"] for row in self.offers},
            most_sessions=given["most_sessions"],
            most_seats=given.get("most_seats"),
            share=given.get("share"),
        )


def _weight(label: Any, initial: float | None, *, own: bool = False) -> forms.ChoiceField:
    choices = [("", _("comme son groupe")), *WEIGHTS] if own else WEIGHTS
    first = "" if initial is None else next((key for key, _words in WEIGHTS if float(key) == float(initial)), "1")
    return forms.ChoiceField(label=label, choices=choices, required=not own, initial=first)


def _again(asked: Mapping[str, Any] | None) -> dict[str, Any]:
    """The question asked before, to change a little of it."""
    if not asked:
        return {}
    names = ("grain", "most_sessions", "most_seats", "share")
    return {"budget": as_dollars(asked["budget_cents"])} | {name: asked.get(name) for name in names}


class TakeForm(forms.Form):
    """Ticked courses, and the stage of each."""

    courses = forms.MultipleChoiceField(required=False, error_messages={"required": _("Cochez au moins une formation.")})

    def __init__(self, data: Any = None, *, keys: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["courses"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        for key in keys:
            self.fields[f"stage_{key}"] = forms.TypedChoiceField(coerce=int, choices=STAGE_CHOICES, required=False)

    @property
    def stages(self) -> dict[str, int]:
        """By course that was ticked; a stage that was not told is the first."""
        told = {key: self.cleaned_data.get(f"stage_{key}") or 1 for key in self.cleaned_data["courses"]}
        return {key: min(max(stage, 1), STAGES) for key, stage in told.items()}
