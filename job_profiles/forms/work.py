"""Writing down one's present tasks with their shares of time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.queries.frameworks import competency_choices
from core.rules.text import one_line
from job_profiles.actions.work import TaskWritten
from job_profiles.models import ProfileVersion, WorkReview, WorkTask
from job_profiles.queries.profiles import profile_choices, standing_version_of

BLANK, MOST = 3, 20


class TargetForm(forms.Form):
    """The profile aimed at; `edit` says from which saved state the form began."""

    profile = forms.ChoiceField(
        label=gettext_lazy("Profil visé"), help_text=gettext_lazy("Le vôtre, ou celui vers lequel vous aimeriez aller.")
    )
    edit = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [("", _("Choisir un profil")), *profile_choices()]  # type: ignore[attr-defined]

    def clean_profile(self) -> ProfileVersion:
        found = standing_version_of(self.cleaned_data["profile"])
        if found is None:
            raise ValidationError(_("Ce profil n’a pas encore de version à lire. Choisissez-en un autre."))
        return found


class TaskForm(forms.Form):
    """One task; a row whose task is empty is left out."""

    label = forms.CharField(label=gettext_lazy("Tâche"), max_length=200, required=False)
    share = forms.IntegerField(
        label=gettext_lazy("Temps, en %"),
        required=False,
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "5"}),
    )
    future = forms.ChoiceField(label=gettext_lazy("Demain"), choices=WorkTask.Future.choices, required=False)
    competencies = forms.MultipleChoiceField(
        label=gettext_lazy("Compétences exercées"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competencies"].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.optional = ""  # type: ignore[attr-defined]  # a whole row is optional: its parts need not say so

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("label") and "share" in cleaned and cleaned["share"] is None:
            self.add_error("share", _("Dites quelle part de votre temps elle prend, même à peu près."))
        if not cleaned.get("label") and (cleaned.get("share") or cleaned.get("competencies")):
            self.add_error("label", _("Nommez cette tâche, ou videz la ligne."))
        return cleaned

    @property
    def ticked(self) -> int:
        """How many competencies are ticked as the form stands."""
        return len(self["competencies"].value() or [])

    def written(self) -> TaskWritten | None:
        values = self.cleaned_data
        if not values.get("label"):
            return None
        return TaskWritten(
            values["label"], values["share"], values["future"] or WorkTask.Future.KEEP, values["competencies"]
        )


_TaskSet = forms.formset_factory(TaskForm, extra=BLANK, max_num=MOST, absolute_max=MOST, validate_max=True)


def task_set(data: Any = None, initial: Any = None) -> "forms.BaseFormSet[TaskForm]":
    """Rows of tasks, a few blank ones at the end."""
    return _TaskSet(data, initial=initial, prefix="t", form_kwargs={"choices": competency_choices()})


def written(tasks: "forms.BaseFormSet[TaskForm]") -> list[TaskWritten]:
    """Tasks of a valid set, blank rows left out."""
    return [task for task in (form.written() for form in tasks.forms) if task is not None]


def beginning(review: WorkReview | None, held: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the forms begin with: the target and the tasks."""
    if review is None:
        return {"profile": held, "edit": 0}, []
    tasks = [
        {
            "label": task.label,
            "share": task.share,
            "future": task.future,
            "competencies": [found.code for found in task.competencies.all()],
        }
        for task in review.tasks.all()
    ]
    return {"profile": review.version.profile.key, "edit": review.edit}, tasks
