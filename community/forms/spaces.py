"""Spaces: making one, its settings, asking to join."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import SpaceAccess, SpaceKind
from community.forms.fields import CompetenciesField, TopicsField
from community.forms.presets import AccessChoice
from community.models import Space
from community.queries.twins import name_taken
from community.rules.space_templates import SpaceTemplate, are_ready_made, is_ready_made, template_of
from competencies.queries.frameworks import competency_choices
from people.models import Organisation, Person

COMPETENCIES_OF_A_SPACE = 6


class SpaceForm(forms.Form):
    """The settings of a space. `person` and `space` decide whether the name is free among what the person may find."""

    name = forms.CharField(
        label=_("Nom"),
        max_length=120,
        error_messages={
            "required": _("Donnez un nom à l’espace."),
            "max_length": _("Ce nom compte %(show_value)d caractères; la limite est de %(limit_value)d. Raccourcissez-le."),
        },
    )
    summary = forms.CharField(
        label=_("Résumé"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("À quoi il sert et à qui il s’adresse. Tout le monde peut le lire, sauf si l’espace est caché."),
        error_messages={
            "required": _("Dites en une phrase à quoi sert l’espace."),
            "max_length": _(
                "Ce résumé compte %(show_value)d caractères; la limite est de %(limit_value)d. Raccourcissez-le."
            ),
        },
    )
    access = forms.ChoiceField(
        label=_("Qui peut entrer"), choices=SpaceAccess.choices, widget=AccessChoice, initial=SpaceAccess.OPEN
    )
    kind = forms.ChoiceField(label=_("Genre d’espace"), choices=SpaceKind.choices, initial=SpaceKind.PRACTICE)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Tout le réseau"),
        help_text=_("Si l’espace est celui d’un ministère ou d’un organisme."),
    )
    welcome = forms.CharField(
        label=_("Mot de bienvenue"),
        required=False,
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("Ce que lit une personne qui arrive\xa0: de quoi on parle, comment on s’y prend."),
        error_messages={
            "max_length": _(
                "Votre texte compte %(show_value)d caractères; la limite est de %(limit_value)d. Raccourcissez-le."
            )
        },
    )
    topics = TopicsField(help_text=_("Les sujets de l’espace, séparés par des virgules."))
    competencies = CompetenciesField(
        limit=COMPETENCIES_OF_A_SPACE, help_text=_("Six au plus\xa0: celles que l’espace aide à exercer.")
    )

    def __init__(self, *args: Any, person: Person, space: Space | None = None, **values: Any) -> None:
        super().__init__(*args, **values)
        self.person, self.space = person, space
        self.fields["competencies"].choices = competency_choices()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.order_by("sort_key")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name = str(cleaned.get("name") or "")
        if name and name_taken(self.person, name, but=self.space.pk if self.space else None):
            place = cleaned.get("organisation") or self.person.organisation
            free = f"{name} – {place.acronym or place.name}"[:120]
            words = _("Un espace porte déjà ce nom. Joignez-le, ou précisez le vôtre, par exemple «\xa0%(free)s\xa0».")
            self.add_error("name", forms.ValidationError(words, params={"free": free}))
        return cleaned


class NewSpaceForm(SpaceForm):
    """A new space: what its kind brings along may be unticked."""

    threads = forms.MultipleChoiceField(
        label=_("Premiers fils"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ils paraîtront sous votre nom; vous pourrez les modifier."),
    )
    links = forms.MultipleChoiceField(label=_("Premières ressources"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, language: str, **values: Any) -> None:
        super().__init__(*args, **values)
        kind = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        self.template = template_of(str(kind or SpaceKind.PRACTICE), language)
        self.fields["threads"].choices = [(one.key, one.title) for one in self.template.threads]  # type: ignore[attr-defined]
        self.fields["links"].choices = [(one.key, one.title) for one in self.template.links]  # type: ignore[attr-defined]
        self.fields["summary"].widget.attrs["placeholder"] = self.template.summary

    @staticmethod
    def ready_made(kind: str, language: str) -> dict[str, Any]:
        """What a new form shows for a kind: everything ticked."""
        found = template_of(kind, language)
        return {
            "kind": kind, "welcome": found.welcome, "topics": list(found.topics),
            "threads": [one.key for one in found.threads], "links": [one.key for one in found.links],
        }  # fmt: skip

    @staticmethod
    def keeping(typed: Any, language: str) -> dict[str, Any]:
        """Another kind was chosen: its words where the person wrote none of their own, everything else as typed."""
        kind = typed.get("kind", "")
        values = NewSpaceForm.ready_made(kind if kind in SpaceKind.values else SpaceKind.PRACTICE, language)
        names = ("name", "summary", "access", "organisation")
        values |= {name: typed.get(name, "") for name in names} | {"competencies": typed.getlist("competencies")}
        if not is_ready_made(typed.get("welcome", "")):
            values["welcome"] = typed["welcome"]
        if not are_ready_made(typed.get("topics", "")):
            values["topics"] = typed["topics"]
        return values

    def chosen(self) -> SpaceTemplate:
        """The template with what stayed ticked."""
        threads = tuple(one for one in self.template.threads if one.key in self.cleaned_data["threads"])
        links = tuple(one for one in self.template.links if one.key in self.cleaned_data["links"])
        return SpaceTemplate("", "", (), links, threads)


class JoinRequestForm(forms.Form):
    """What one says to the facilitators."""

    message = forms.CharField(
        label=_("Mot à l’animation"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dites en une phrase pourquoi vous aimeriez entrer."),
    )
