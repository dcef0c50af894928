"""The talk sheet: which competencies, a question for each, a word of introduction."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import TalkSheet, TalkSheetLine
from learning.queries.talk_sheets import Candidate


class SheetForm(forms.Form):
    """`ligne` holds the ticked ids, `question-<id>` each question. A question that is ticked may not stay empty."""

    note = forms.CharField(
        label=_("Mot d’introduction"),
        required=False,
        max_length=TalkSheet._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("En tête de la feuille, si vous le voulez\xa0: pourquoi vous proposez cette conversation."),
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        most = TalkSheetLine._meta.get_field("question").max_length
        for one in candidates:
            number = one.competency.pk
            self.fields[f"ligne-{number}"] = forms.BooleanField(
                label=one.competency.name, required=False, initial=one.ticked
            )
            question = forms.CharField(
                label=_("Question"),
                required=False,
                max_length=most,
                initial=one.question,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            question.optional = ""  # type: ignore[attr-defined]  # needed where its box is ticked
            self.fields[f"question-{number}"] = question

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.candidates:
            number = one.competency.pk
            question = (cleaned.get(f"question-{number}") or "").strip()
            if cleaned.get(f"ligne-{number}") and not question and f"question-{number}" not in self.errors:
                self.add_error(f"question-{number}", _("Écrivez une question, ou décochez la compétence."))
        return cleaned

    def rows(self) -> list[tuple[Candidate, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"ligne-{one.competency.pk}"], self[f"question-{one.competency.pk}"]) for one in self.candidates]

    @property
    def listed(self) -> list[tuple[Candidate, forms.BoundField, forms.BoundField]]:
        return [row for row in self.rows() if row[0].listed]

    @property
    def others(self) -> list[tuple[Candidate, forms.BoundField, forms.BoundField]]:
        return [row for row in self.rows() if not row[0].listed]

    def questions(self) -> dict[int, str]:
        """Competency id → question of what is ticked, in the order of the framework."""
        return {
            one.competency.pk: self.cleaned_data[f"question-{one.competency.pk}"].strip()
            for one in self.candidates
            if self.cleaned_data[f"ligne-{one.competency.pk}"]
        }
