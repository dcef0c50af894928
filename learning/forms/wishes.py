"""A course that does not exist, wished for; and what answers it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.models import Competency
from competencies.queries.frameworks import by_codes, competency_choices
from learning.forms.courses import CourseTitleField


class WishForm(forms.Form):
    subject = forms.CharField(
        label=gettext_lazy("Ce que vous aimeriez apprendre"), max_length=160,
        help_text=gettext_lazy("Le sujet se lit sans votre nom. Les demandes sur le même sujet sont comptées ensemble."),
        error_messages={"required": gettext_lazy("Dites en quelques mots ce que vous aimeriez apprendre.")},
    )  # fmt: skip
    competency = forms.ChoiceField(label=gettext_lazy("Compétence concernée"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Précision"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Pour quelle situation, sous quelle forme. Lue sans votre nom par qui décide des formations, à partir de cinq "
            "demandes sur le même sujet."
        ),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["competency"].choices = [("", _("Je ne sais pas")), *competency_choices()]  # type: ignore[attr-defined]

    def clean_competency(self) -> Competency | None:
        found = by_codes([self.cleaned_data["competency"]]) if self.cleaned_data["competency"] else []
        return found[0] if found else None


class AnswerForm(forms.Form):
    course = CourseTitleField(label=gettext_lazy("Formation qui y répond"))

    def clean_course(self) -> Any:
        if self.cleaned_data["course"] is None:
            raise forms.ValidationError(_("Choisissez une formation du catalogue."))
        return self.cleaned_data["course"]
