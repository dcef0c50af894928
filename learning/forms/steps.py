"""A step: what, for which goal, by when, how long; how it ended; a file."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.queries.step_kinds import step_kinds
from learning.actions.steps import StepWords
from learning.models import Goal, Plan, Step

MOST_HOURS = 400


class StepForm(forms.Form):
    """`effort` in hours, quarters allowed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Sorte d’étape"), error_messages={"required": gettext_lazy("Dites quelle sorte d’étape c’est.")}
    )
    title = forms.CharField(
        label=gettext_lazy("Ce que je vais faire"),
        max_length=Step._meta.get_field("title").max_length,
        error_messages={"required": gettext_lazy("Dites en quelques mots ce que vous allez faire.")},
    )
    goal = forms.ModelChoiceField(
        label=gettext_lazy("Pour quel objectif"), queryset=Goal.objects.none(), required=False,
        empty_label=gettext_lazy("Aucun en particulier"),
    )  # fmt: skip
    due_on = forms.DateField(
        label=gettext_lazy("Échéance"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    effort = forms.FloatField(
        label=gettext_lazy("Temps à prévoir, en heures"), required=False, min_value=0.25,
        validators=[MaxValueValidator(MOST_HOURS)],
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
    )  # fmt: skip
    url = forms.CharField(
        label=gettext_lazy("Adresse"), required=False, max_length=500,
        help_text=gettext_lazy("Une page du réseau ou du Web où cela se trouve."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=Step._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ce que vous en retenez. Les personnes à qui vous montrez votre plan la lisent."),
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, step: Step | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.key, one.label) for one in step_kinds]
        if step is not None and step.kind not in step_kinds:
            kinds.append((step.kind, _("Autre")))
        self.fields["kind"].choices = [("", _("Choisissez…")), *kinds]  # type: ignore[attr-defined]
        goals = Goal.objects.filter(plan=plan).select_related("competency")
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        self.fields["goal"].label_from_instance = lambda goal: goal.competency.name  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        """Of this site, or of the Web."""
        url = str(self.cleaned_data["url"]).strip()
        if url.startswith("/") and not url.startswith("//"):
            return url
        return str(forms.URLField(required=False, assume_scheme="https", max_length=500).clean(url))

    def words(self, step: Step | None = None) -> StepWords:
        given = self.cleaned_data
        effort = given["effort"]
        return StepWords(
            kind=given["kind"], title=given["title"], goal=given["goal"], note=given["note"], url=given["url"],
            due_on=given["due_on"], why=step.why if step else "",
            effort_minutes=None if effort is None else round(effort * 60),
        )  # fmt: skip


def step_values(step: Step) -> dict[str, Any]:
    effort = None if step.effort_minutes is None else f"{step.effort_minutes / 60:.2f}".rstrip("0").rstrip(".")
    return {
        "kind": step.kind, "title": step.title, "goal": step.goal_id, "due_on": step.due_on, "effort": effort,
        "url": step.url, "note": step.note,
    }  # fmt: skip


class DoneForm(forms.Form):
    """When it was done, and whether the ledger says so."""

    done_on = forms.DateField(
        label=gettext_lazy("Fait le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    record = forms.BooleanField(
        label=gettext_lazy("L’inscrire dans mon registre de preuves"), required=False,
        help_text=gettext_lazy("Comme une déclaration, sans niveau. Vous seul ou seule la voyez, et pouvez la retirer."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: dt.date, tied: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["done_on"], self.today = today, today
        self.fields["done_on"].widget.attrs["max"] = today.isoformat()
        if not tied:
            del self.fields["record"]

    def clean_done_on(self) -> dt.date:
        done_on: dt.date = self.cleaned_data["done_on"]
        if done_on > self.today:
            raise forms.ValidationError(_("Cette date est à venir. Indiquez quand vous l’avez fait."))
        return done_on


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Ajouter un fichier"),
        help_text=gettext_lazy("Attestation, extrait, photo. Lu par vous et par les personnes à qui vous montrez le plan."),
        error_messages={"required": gettext_lazy("Choisissez un fichier.")},
    )
