"""A template as who owns profiles edits it: words, and one line of fields per step; empty lines add steps."""

import datetime as dt
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.queries.frameworks import competency_choices
from competencies.queries.step_kinds import step_kinds
from job_profiles.models import JobProfile
from learning.models import PlanTemplate

STAGES = (30, 60, 90, 180)
EMPTY_LINES = 3


class BeginForm(forms.Form):
    """From which day."""

    start = forms.DateField(
        label=gettext_lazy("Premier jour"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Les étapes sont datées à partir de ce jour, jamais une fin de semaine."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("start", today)
        self.today = today

    def clean_start(self) -> dt.date:
        start: dt.date = self.cleaned_data["start"]
        if abs((start - self.today).days) > 366:
            raise forms.ValidationError(_("Choisissez un jour à moins d’un an d’aujourd’hui."))
        return start


class TemplateForm(forms.Form):
    profile = forms.ModelChoiceField(label=gettext_lazy("Profil d’emploi"), queryset=JobProfile.objects.none())
    title_fr = forms.CharField(label=gettext_lazy("Titre"), max_length=160)
    title_en = forms.CharField(label=gettext_lazy("Titre anglais"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = JobProfile.objects.order_by("order", "key")  # type: ignore[attr-defined]


class TemplateStepForm(forms.Form):
    """One step; a line without a French title is left out."""

    by_days = forms.TypedChoiceField(
        label=gettext_lazy("D’ici"), coerce=int, choices=[(days, gettext_lazy("%d jours") % days) for days in STAGES]
    )
    kind = forms.ChoiceField(label=gettext_lazy("Sorte"))
    competency = forms.ChoiceField(label=gettext_lazy("Compétence"), required=False)
    title_fr = forms.CharField(label=gettext_lazy("Étape"), max_length=200, required=False)
    title_en = forms.CharField(label=gettext_lazy("Étape, en anglais"), max_length=200, required=False)
    why_fr = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=300, required=False)
    why_en = forms.CharField(label=gettext_lazy("Pourquoi, en anglais"), max_length=300, required=False)
    effort_hours = forms.FloatField(
        label=gettext_lazy("Heures"), min_value=0.25, max_value=400, required=False,
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
    )  # fmt: skip

    def __init__(self, *args: Any, competencies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.key, one.label) for one in step_kinds]  # type: ignore[attr-defined]
        self.fields["competency"].choices = [("", _("Aucune")), *competencies]  # type: ignore[attr-defined]
        initial = self.initial.get("competency", "")
        if initial and not any(code == initial for _group, rows in competencies for code, _name in rows):
            self.fields["competency"].choices.append((initial, _("%(code)s (retirée)") % {"code": initial}))  # type: ignore[attr-defined]


_Lines = formset_factory(TemplateStepForm, extra=EMPTY_LINES, max_num=80, absolute_max=100)


def lines_form(template: PlanTemplate | None, data: Any = None) -> Any:
    """The formset, filled with what stands in the template."""
    initial = [{**step} for step in template.steps] if template else []
    return _Lines(data, initial=initial, prefix="etape", form_kwargs={"competencies": competency_choices()})


def steps_of(lines: Any) -> list[dict[str, Any]]:
    """Of a valid formset: the lines that say something."""
    found = []
    for line in lines.forms:
        given = line.cleaned_data
        if given.get("title_fr", "").strip():
            found.append({**given, "effort_hours": given.get("effort_hours") or 1})
    return found
