"""One action of an intervention plan: what, when, for whom, with whom, for how much, and what it should change."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency
from learning.actions.intervention_actions import ActionText
from learning.enums import ActionKind, ActionState
from learning.forms.money import DollarsField, as_dollars
from learning.models import Course, InterventionAction
from learning.queries.interventions import course_described_as
from learning.rules.interventions import EFFECTS, STAGES, USUAL_EFFECT, cost_of
from people.forms.pickers import MemberField, name_with_place
from people.models import Person

STAGE_CHOICES = [(number, f"T{number}") for number in range(1, STAGES + 1)]


class CourseField(forms.CharField):
    """Text that must name one course of the catalogue; empty gives None."""

    def clean(self, value: Any) -> Course | None:  # type: ignore[override]
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = course_described_as(text)
        if found is None:
            raise forms.ValidationError(_("Aucune formation de ce titre. Choisissez dans la liste qui paraît en écrivant."))
        return found


def _stage(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, choices=STAGE_CHOICES)


def _number(label: Any, help_text: Any = "", most: int = 9999) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": most}),
    )  # fmt: skip


class InterventionActionForm(forms.Form):
    """`gaps`: by competency, what is published of it in words; the expected effects stand beside it."""

    kind = forms.ChoiceField(label=_("Genre"), choices=ActionKind.choices)
    title_fr = forms.CharField(
        label=_("Action"), max_length=200, error_messages={"required": _("Dites quelle est l’action.")}
    )
    title_en = forms.CharField(label=_("Action, en anglais"), max_length=200, required=False)
    course_text = CourseField(
        label=_("Formation du catalogue"), required=False, max_length=200,
        help_text=_("Pour une formation existante ou des séances à ouvrir. Écrivez un mot du titre."),
    )  # fmt: skip
    stage = _stage(_("De l’étape"))
    last_stage = _stage(_("À l’étape"))
    owner_stand_in = MemberField(
        label=_("Responsable"), required=False, help_text=_("Une personne du réseau\u00a0: son nom, ou son courriel.")
    )
    population = forms.CharField(
        label=_("Population"),
        max_length=200,
        required=False,
        help_text=_("Qui est visé\u00a0: une direction, un profil d’emploi. Jamais des noms."),
    )
    sessions = _number(_("Séances"), most=999)
    seats = _number(_("Places"), most=99999)
    cost = DollarsField(
        label=_("Coût, en dollars"), required=False,
        help_text=_("Laissé vide avec une formation\u00a0: d’après son coût, ses séances et ses places."),
    )  # fmt: skip
    budget_line = forms.CharField(label=_("Poste budgétaire"), max_length=120, required=False)
    why = forms.CharField(
        label=_("Pourquoi"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le besoin auquel elle répond, en une phrase."),
    )  # fmt: skip
    edit = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Person,
        competencies: Sequence[Competency],
        gaps: Mapping[int, str],
        action: InterventionAction | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_of(action) if action else {"kind": ActionKind.SESSIONS} | (initial or {}))
        self.competencies = list(competencies)
        self.fields["owner_stand_in"].viewer = viewer  # type: ignore[attr-defined]
        known = {one.competency_id: one for one in action.effects.all()} if action else {}
        self.competencies += [one.competency for pk, one in known.items() if pk not in {c.pk for c in competencies}]
        for one in self.competencies:
            said = gaps.get(one.pk, "")
            self.fields[self.name_of(one)] = _number(one.name, said)
            if one.pk in known:
                self.initial[self.name_of(one)] = known[one.pk].people

    @staticmethod
    def name_of(competency: Competency) -> str:
        return f"effect_{competency.pk}"

    @property
    def effect_fields(self) -> list[forms.BoundField]:
        return [self[self.name_of(one)] for one in self.competencies]

    @property
    def effects_told(self) -> bool:
        return any(field.value() for field in self.effect_fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "stage" in given and "last_stage" in given and given["last_stage"] < given["stage"]:
            self.add_error("last_stage", _("La dernière étape vient après la première."))
        return given

    @property
    def text(self) -> ActionText:
        given = self.cleaned_data
        course, seats, sessions = given["course_text"], given["seats"] or 0, given["sessions"] or 0
        cost = given["cost"]
        if cost is None:
            cost = cost_of(course.session_cost_cents, course.cost_cents, sessions, seats) if course else 0
        return ActionText(
            kind=given["kind"], title_fr=given["title_fr"], title_en=given["title_en"], stage=given["stage"],
            last_stage=given["last_stage"], owner=given["owner_stand_in"], population=given["population"], course=course,
            sessions=sessions, seats=seats, cost_cents=cost, budget_line=given["budget_line"], why=given["why"],
            effects=self._effects(course, seats),
        )  # fmt: skip

    def _effects(self, course: Course | None, seats: int) -> dict[Competency, int]:
        """As typed; with none typed for a course, what its seats are taken to close."""
        typed = {one: self.cleaned_data[self.name_of(one)] or 0 for one in self.competencies}
        if any(typed.values()) or course is None:
            return typed
        each = round(seats * EFFECTS.get(course.kind, USUAL_EFFECT))
        return {one.competency: each for one in course.raises.select_related("competency")}


class FollowForm(forms.Form):
    """Where an action of an adopted plan stands."""

    state = forms.ChoiceField(label=_("Où elle en est"), choices=ActionState.choices)
    spent = DollarsField(
        label=_("Dépensé à ce jour, en dollars"),
        required=False,
        help_text=_("D’après vos factures. Vide\u00a0: pas encore dit."),
    )
    edit = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, action: InterventionAction) -> None:
        super().__init__(data, initial={"state": action.state, "spent": as_dollars(action.spent_cents), "edit": action.edit})


def _of(action: InterventionAction) -> dict[str, Any]:
    names = (
        "kind",
        "title_fr",
        "title_en",
        "stage",
        "last_stage",
        "population",
        "sessions",
        "seats",
        "budget_line",
        "why",
        "edit",
    )
    return {
        **{name: getattr(action, name) for name in names},
        "course_text": action.course.title if action.course else "",
        "owner_stand_in": name_with_place(action.owner) if action.owner else "",
        "cost": as_dollars(action.cost_cents),
    }
