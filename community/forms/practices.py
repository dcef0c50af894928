"""A practice sheet in five minutes: the essentials first, the rest folded."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.actions.practices import MAX_FIGURES
from community.actions.practices.texts import MAX_LABEL, MAX_NOTE, MAX_RESULT, MAX_TITLE, MAX_VALUE, NEEDED
from community.enums import Licence, PracticeChannel, PracticeMaturity
from community.forms.fields import CompetenciesField, TopicsField, language_field
from community.forms.practice_fields import OnePersonField, PeopleField, SectionField
from community.models import PracticePage, PracticeRemark, Space
from community.queries import spaces as space_queries
from community.queries.practice_remarks import by_part
from competencies.queries.frameworks import competency_choices
from people.models import Person

COMPETENCIES_OF_A_SHEET = 5
FIGURE_ROWS = range(1, MAX_FIGURES + 1)
# What is shown at once; the other parts are folded until they hold something or are to be mended.
ESSENTIALS = ("space", "title", "result_line", "context", "actions_taken")
MORE = ("how", "results", "would_repeat", "would_change", "tools")
SORTING = ("topics", "competencies", "channel", "maturity", "licence", "language")
KEEPING = ("authors", "owner", "review_on")


class PracticeForm(forms.Form):
    """Every part of a sheet; a title is enough to save a draft. `revision`: the text that one had before oneself."""

    space = forms.ModelChoiceField(
        label=_("Espace"),
        queryset=Space.objects.none(),
        empty_label=_("Choisissez un espace"),
        help_text=_("Qui lit cet espace lira la fiche, une fois publiée."),
        error_messages={
            "required": _("Choisissez l’espace de la fiche."),
            "invalid_choice": _("Vous n’écrivez pas dans cet espace. Choisissez-en un autre."),
        },
    )
    title = forms.CharField(
        label=_("Titre"),
        max_length=MAX_TITLE,
        help_text=_("Ce que vous faites, en une phrase qui se comprend seule."),
        error_messages={"required": _("Donnez un titre\xa0: c’est lui qu’on lit dans les listes.")},
    )
    result_line = forms.CharField(
        label=_("Le résultat en une ligne"),
        max_length=MAX_RESULT,
        required=False,
        help_text=_("Ce qui a changé, avec un chiffre si vous en avez un."),
    )
    context = SectionField(label=_("Contexte"), help_text=_("Le problème, pour qui, dans quelle organisation."))
    actions_taken = SectionField(label=_("Ce que nous avons fait"), help_text=_("Les étapes, dans l’ordre."))
    how = SectionField(label=pgettext_lazy("fiche", "Comment"), help_text=_("Combien de temps, avec qui, à quel coût."))
    results = SectionField(label=_("Résultats"), help_text=_("Ce que vous avez mesuré, et comment."))
    would_repeat = SectionField(label=_("Ce que nous referions"))
    would_change = SectionField(label=_("Ce que nous ne referions pas"))
    tools = SectionField(label=_("Outils et fichiers"), help_text=_("Joignez gabarits, listes et exemples à reprendre."))
    topics = TopicsField()
    competencies = CompetenciesField(
        limit=COMPETENCIES_OF_A_SHEET,
        help_text=_("Cinq au plus. La publication comptera comme preuve pour qui a écrit la fiche."),
    )
    channel = forms.ChoiceField(label=_("Canal"), choices=PracticeChannel.choices, initial=PracticeChannel.OTHER)
    maturity = forms.ChoiceField(label=_("Maturité"), choices=PracticeMaturity.choices, initial=PracticeMaturity.TRIED)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices, initial=Licence.CC_BY)
    language = language_field()
    authors = PeopleField(
        label=_("Qui a écrit avec vous"),
        suggestions="authors",
        help_text=_("Des noms de membres, séparés par des virgules. Ces personnes modifient la fiche avec vous."),
    )
    owner = OnePersonField(
        label=_("Responsable de la fiche"),
        suggestions="owner",
        help_text=_("À qui l’on demande, chaque année, si la fiche vaut encore. Vous, si le champ est vide."),
    )
    review_on = forms.DateField(
        label=_("À revoir le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Dans douze mois, si le champ est vide."),
        error_messages={"invalid": _("Écrivez la date ainsi\xa0: 2027-11-02.")},
    )
    change_note = forms.CharField(
        label=_("Ce qui change"),
        max_length=MAX_NOTE,
        required=False,
        help_text=_("Une phrase pour les personnes qui connaissent déjà la fiche."),
    )
    handled = forms.MultipleChoiceField(required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        person: Person,
        page: PracticePage | None = None,
        remarks: dict[str, list[PracticeRemark]] | None = None,
        **values: Any,
    ) -> None:
        """`remarks`: what peers said since the last publication, by part; those not yet handled may be ticked."""
        super().__init__(*args, **values)
        remarks = remarks or by_part([])
        self.waiting = {part: [one for one in rows if one.handled_at is None] for part, rows in remarks.items()}
        choices = [(str(one.pk), one.pk) for rows in self.waiting.values() for one in rows]
        self.fields["handled"].choices = choices  # type: ignore[attr-defined]
        for number in FIGURE_ROWS:
            self.fields[f"value_{number}"] = forms.CharField(
                label=_("Chiffre %(number)s") % {"number": number}, max_length=MAX_VALUE, required=False
            )
            self.fields[f"label_{number}"] = forms.CharField(
                label=_("Ce que mesure le chiffre %(number)s") % {"number": number}, max_length=MAX_LABEL, required=False
            )
        for name in NEEDED:
            # A draft may lack it; its readers may not.
            self.fields[name].optional = _("(avant la relecture)")  # type: ignore[attr-defined]
        self.fields["language"].required = False
        for name in ("channel", "maturity", "licence"):
            self.fields[name].required = False
        self.fields["competencies"].choices = competency_choices()  # type: ignore[attr-defined]
        self.fields["space"].queryset = space_queries.postable(person)  # type: ignore[attr-defined]
        if page is not None and (page.live or page.state != "draft"):
            del self.fields["space"]
        if page is None or not page.live:
            del self.fields["change_note"]

    @property
    def figure_rows(self) -> list[tuple[Any, Any]]:
        """Pairs of fields, value and label."""
        return [(self[f"value_{number}"], self[f"label_{number}"]) for number in FIGURE_ROWS]

    def clean_review_on(self) -> dt.date | None:
        on: dt.date | None = self.cleaned_data["review_on"]
        if on is not None and on <= timezone.localdate():
            raise ValidationError(_("Choisissez une date à venir."))
        return on

    def _opens(self, *names: str) -> bool:
        return any(self[name].errors or self[name].value() for name in names if name in self.fields)

    @property
    def ticked(self) -> list[str]:
        """Remarks that were ticked in a form that comes back."""
        return [str(one) for one in self["handled"].value() or []]

    @property
    def opens_more(self) -> bool:
        figures = [name for name in self.fields if name.startswith(("value_", "label_"))]
        return self._opens(*MORE, *figures) or any(self.waiting[name] for name in MORE)

    @property
    def opens_sorting(self) -> bool:
        changed = any(self[name].errors for name in SORTING)
        return changed or self._opens("topics", "competencies")

    @property
    def opens_keeping(self) -> bool:
        return any(self[name].errors for name in KEEPING)

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        values = dict(self.cleaned_data)
        pairs = [(values.pop(f"value_{number}"), values.pop(f"label_{number}")) for number in FIGURE_ROWS]
        values["figures"] = [{"value": value, "label": label} for value, label in pairs]
        values["topic_names"], values["competency_codes"] = values.pop("topics"), values.pop("competencies")
        values.pop("revision")
        values["handled"] = [int(number) for number in values["handled"]]
        for name, default in (
            ("language", "fr"), ("channel", PracticeChannel.OTHER), ("maturity", PracticeMaturity.TRIED),
            ("licence", Licence.CC_BY),
        ):  # fmt: skip
            values[name] = values[name] or default
        return values
