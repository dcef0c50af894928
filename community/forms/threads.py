"""Asking, discussing, answering, editing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import ThreadKind
from community.forms.fields import BodyField, CompetenciesField, TopicsField, language_field
from community.models import Space
from community.queries import spaces as space_queries
from competencies.queries.frameworks import competency_choices
from people.models import Person

COMPETENCIES_OF_A_THREAD = 3
KINDS = [(kind.value, kind.label) for kind in (ThreadKind.QUESTION, ThreadKind.DISCUSSION)]


class KindChoice(forms.RadioSelect):
    """Question or discussion, as cards that say what each is for."""

    choice_help = {
        "question": _("On vous répond; vous marquez la réponse qui règle le problème."),
        "discussion": _("Une nouvelle, une idée, un avis à échanger."),
    }
    choice_icons = {"question": "circle-help", "discussion": "messages-square"}


class TextForm(forms.Form):
    """What every text has."""

    body = BodyField()
    language = language_field()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["language"].required = False

    def clean_language(self) -> str:
        return self.cleaned_data.get("language") or "fr"


class ReplyForm(TextForm):
    """An answer. Its language stands in a line with the button."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["language"].widget.attrs["class"] = "input"


class ThreadEditForm(TextForm):
    """The opening text of a thread."""

    title = forms.CharField(
        label=_("Titre"),
        max_length=200,
        help_text=_("Une phrase qui se comprend seule, dans une liste."),
        error_messages={"required": _("Donnez un titre\xa0: c’est lui qu’on lit dans les listes.")},
    )
    topics = TopicsField()
    competencies = CompetenciesField(
        limit=COMPETENCIES_OF_A_THREAD,
        help_text=_("Trois au plus. Les personnes qui suivent ces compétences verront le fil."),
    )
    field_order = ["title", "body", "topics", "competencies", "language"]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["competencies"].choices = competency_choices()  # type: ignore[attr-defined]


class ThreadForm(ThreadEditForm):
    """A new thread: what it is, and where: `mine`, the person's spaces, or `others`, open ones that asking joins."""

    kind = forms.ChoiceField(label=_("Genre"), choices=KINDS, widget=KindChoice, initial=ThreadKind.QUESTION)
    space = forms.ModelChoiceField(
        label=_("Espace"),
        queryset=Space.objects.none(),
        empty_label=_("Choisissez un espace"),
        help_text=_("Qui lit cet espace lira votre texte."),
        error_messages={
            "required": _("Choisissez l’espace où publier."),
            "invalid_choice": _("Vous n’écrivez pas dans cet espace. Choisissez-en un autre."),
        },
    )
    mine: list[Space]
    others: list[Space]
    field_order = ["kind", "space", "title", "body", "topics", "competencies", "language"]

    def __init__(self, *args: Any, person: Person, **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["space"]
        self.mine, self.others = list(space_queries.postable(person)), list(space_queries.to_join_by_asking(person))
        field.queryset = Space.objects.filter(pk__in=[space.pk for space in (*self.mine, *self.others)])
        groups = [(_("Mes espaces"), self.mine), (_("Autres espaces ouverts\xa0: publier vous y fait entrer"), self.others)]
        named = [(label, [(space.pk, space.name) for space in spaces]) for label, spaces in groups if spaces]
        field.choices = [("", field.empty_label), *named]
