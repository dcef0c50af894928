"""The answers to a quiz: one field for each question of the edition that is followed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.models.frameworks import in_language
from learning.actions.attempts import Said
from learning.enums import QuestionKind
from learning.models import QuizAnswer
from learning.rules.lessons import Content

LONGEST, SHORT = 8000, 200


def field_name(question_id: str) -> str:
    return f"q-{question_id}"


class QuizForm(forms.Form):
    """`partial`: what is answered so far is kept, nothing is asked for."""

    def __init__(
        self, data: Any = None, *, quiz: Content, answers: Iterable[QuizAnswer] = (), partial: bool = False
    ) -> None:
        super().__init__(data, initial=_initial(answers))
        self.questions: list[Content] = quiz["questions"]
        for number, question in enumerate(self.questions, 1):
            self.fields[field_name(question["id"])] = _field(question, number, required=not partial)

    @property
    def said(self) -> dict[str, Said]:
        """What stands in valid fields; while it is kept in passing, one wrong field takes nothing from the others."""
        given = {}
        for question in self.questions:
            value = self.cleaned_data.get(field_name(question["id"]))
            if question["kind"] in (QuestionKind.SHORT, QuestionKind.OPEN):
                given[question["id"]] = Said(text=value or "")
            else:
                given[question["id"]] = Said(chosen=tuple(value) if isinstance(value, list) else (value,) if value else ())
        return given


def _initial(answers: Iterable[QuizAnswer]) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for one in answers:
        chosen: Any = one.chosen if one.kind == QuestionKind.MULTIPLE else (one.chosen or [""])[0]
        initial[field_name(one.question)] = one.text if one.kind in (QuestionKind.SHORT, QuestionKind.OPEN) else chosen
    return initial


def _field(question: Content, number: int, *, required: bool) -> forms.Field:
    words = in_language(question["text_fr"], question["text_en"])
    label = f"{number}. {words}"
    kind = question["kind"]
    choices = [(one["id"], in_language(one["fr"], one["en"])) for one in question.get("options", ())]
    if kind == QuestionKind.SINGLE:
        return forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect, required=required,
            error_messages={"required": _("Choisissez une réponse.")},
        )  # fmt: skip
    if kind == QuestionKind.MULTIPLE:
        return forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=required,
            help_text=_("Cochez toutes les bonnes réponses."),
            error_messages={"required": _("Cochez au moins une réponse.")},
        )  # fmt: skip
    if kind == QuestionKind.SHORT:
        return forms.CharField(
            label=label, max_length=SHORT, required=required, widget=forms.TextInput(attrs={"autocomplete": "off"}),
            help_text=_("Majuscules, accents et espaces ne comptent pas."),
            error_messages={"required": _("Écrivez une réponse.")},
        )  # fmt: skip
    return forms.CharField(
        label=label, max_length=LONGEST, required=required, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Une personne qui donne le cours lit votre réponse, puis l’accepte ou vous dit quoi reprendre."),
        error_messages={"required": _("Écrivez une réponse.")},
    )  # fmt: skip


class AgainForm(forms.Form):
    """An open answer, written anew."""

    text = forms.CharField(label=_("Votre réponse"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}))


class ReviewForm(forms.Form):
    """A trainer's word on an open answer."""

    comment = forms.CharField(
        label=_("Votre mot"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La personne le lit, avec votre nom. Il est obligatoire pour donner à reprendre."),
    )  # fmt: skip
    verdict = forms.ChoiceField(choices=[("accept", ""), ("redo", "")])


class EditionForm(forms.Form):
    note = forms.CharField(
        label=_("Ce qui change"), max_length=300, required=False,
        help_text=_("Une phrase, lue par les personnes qui suivent l’édition précédente."),
    )  # fmt: skip
