"""Events: proposing one, changing it, cancelling it, taking a place, what remains of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.actions.events import MAX_CAPACITY, EventDetails
from community.enums import AttendanceMode, EventMode
from community.forms.fields import BodyField, CompetenciesField, TopicsField, language_field
from community.models import Space
from community.queries import spaces as space_queries
from competencies.queries.frameworks import competency_choices
from people.models import Person

COMPETENCIES_OF_AN_EVENT = 3
_MOMENT = "%Y-%m-%dT%H:%M"


class ModeChoice(forms.RadioSelect):
    """Where one meets, as cards."""

    choice_help = {
        "online": _("Par visioconférence; le lien se montre aux personnes confirmées."),
        "in_person": _("Dans un même lieu."),
        "hybrid": _("Sur place ou à distance, au choix de chaque personne."),
    }
    choice_icons = {"online": "video", "in_person": "map-pin", "hybrid": "monitor"}


class MomentField(forms.DateTimeField):
    """A day and an hour in the time of Québec, by the browser's own control. Says which one is not readable."""

    widget = forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local", "class": "input moment-input"})

    def __init__(self, **values: Any) -> None:
        values.setdefault("error_messages", {})
        values["error_messages"].setdefault(
            "invalid", _("Indiquez un jour et une heure qui existent, par exemple le 3 mars 2027 à 13 h 30.")
        )
        super().__init__(input_formats=[_MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **values)

    def prepare_value(self, value: Any) -> Any:
        if hasattr(value, "tzinfo") and value.tzinfo is not None:
            return timezone.localtime(value).strftime(_MOMENT)
        return value


class SecureUrlField(forms.URLField):
    """An address of the Web: https, or http; nothing that a browser would run."""

    default_validators = [URLValidator(schemes=["https", "http"])]

    def __init__(self, **values: Any) -> None:
        invalid = _("Indiquez une adresse Web complète, qui commence par https://.")
        super().__init__(assume_scheme="https", max_length=500, error_messages={"invalid": invalid}, **values)
        for validator in self.validators:
            if isinstance(validator, URLValidator):
                validator.message = invalid


class EventForm(forms.Form):
    """A new event, or the change of one. What the formula does not need may stay empty."""

    title = forms.CharField(
        label=_("Titre"), max_length=160, error_messages={"required": _("Donnez un titre à l’événement.")},
        help_text=_("Ce qu’on y fera, en une ligne."),
    )  # fmt: skip
    mode = forms.ChoiceField(label=_("Formule"), choices=EventMode.choices, widget=ModeChoice, initial=EventMode.ONLINE)
    starts_at = MomentField(
        label=_("Début"),
        help_text=_("Heure de Québec."),
        error_messages={"required": _("Dites quand l’événement commence.")},
    )
    ends_at = MomentField(
        label=_("Fin"),
        help_text=_("Le même jour, le plus souvent."),
        error_messages={"required": _("Dites quand l’événement finit.")},
    )
    place = forms.CharField(
        label=_("Lieu"), required=False, max_length=300, help_text=_("Adresse, étage, salle. En personne ou hybride.")
    )
    online_url = SecureUrlField(
        label=_("Lien de participation"), required=False,
        help_text=_("Montré seulement aux personnes confirmées. Il peut venir plus tard."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Résumé"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Pour les listes et les agendas\xa0: à qui cela s’adresse, ce qu’on en retire."),
    )  # fmt: skip
    body = BodyField(label=_("Description"), required=False, help_text=_("Programme, préparation, documents."))
    accessibility = forms.CharField(
        label=_("Accessibilité"), required=False, max_length=300,
        help_text=_("Sous-titrage, interprétation, accès sans marche, boucle auditive, qui joindre pour un besoin."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("Nombre de places"), required=False, min_value=1, max_value=MAX_CAPACITY,
        help_text=_("Vide\xa0: sans limite. Une fois complet, une liste d’attente se tient d’elle-même."),
        error_messages={
            "invalid": _("Écrivez un nombre entier, ou laissez vide pour ne pas limiter."),
            "min_value": _("Indiquez au moins une place, ou laissez vide pour ne pas limiter."),
        },
    )  # fmt: skip
    move_excess = forms.BooleanField(
        required=False, label=_("Déplacer vers la liste d’attente les dernières personnes confirmées")
    )
    needs_approval = forms.BooleanField(
        label=_("J’approuve chaque inscription"), required=False,
        help_text=_("Vous recevez un avis à chaque demande et répondez d’une pression."),
    )  # fmt: skip
    closes_at = MomentField(
        label=_("Fin des inscriptions"), required=False, help_text=_("Vide\xa0: jusqu’au début de l’événement.")
    )
    topics = TopicsField()
    competencies = CompetenciesField(
        limit=COMPETENCIES_OF_AN_EVENT, help_text=_("Trois au plus\xa0: celles qu’on y exerce.")
    )
    language = language_field()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["competencies"].choices = competency_choices()  # type: ignore[attr-defined]
        self.fields["language"].required = False

    def clean_language(self) -> str:
        return self.cleaned_data.get("language") or "fr"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends, closes = (cleaned.get(name) for name in ("starts_at", "ends_at", "closes_at"))
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("L’événement finit avant de commencer. Corrigez l’heure de fin ou de début."))
        if begins and closes and closes > begins:
            self.add_error("closes_at", _("Les inscriptions ferment au plus tard au début de l’événement."))
        if cleaned.get("mode") in (EventMode.IN_PERSON, EventMode.HYBRID) and not cleaned.get("place"):
            self.add_error("place", _("Dites où l’on se retrouve\xa0: l’adresse, la salle."))
        return cleaned

    def details(self) -> EventDetails:
        """What was typed, for the action."""
        values = {name: self.cleaned_data[name] for name in self.cleaned_data if name in EventDetails.__dataclass_fields__}
        return EventDetails(
            **values,
            topic_names=tuple(self.cleaned_data["topics"]),
            competency_codes=tuple(self.cleaned_data["competencies"]),
        )


class NewEventForm(EventForm):
    """Where it takes place among the spaces that one is in."""

    space = forms.ModelChoiceField(
        label=_("Espace"),
        queryset=Space.objects.none(),
        empty_label=_("Choisissez un espace"),
        help_text=_("Qui lit cet espace voit l’événement et peut s’y inscrire."),
        error_messages={
            "required": _("Choisissez l’espace de l’événement."),
            "invalid_choice": _("Vous n’écrivez pas dans cet espace. Choisissez-en un autre."),
        },
    )
    field_order = ["space"]

    def __init__(self, *args: Any, person: Person, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["space"].queryset = space_queries.postable(person)  # type: ignore[attr-defined]

    def clean_starts_at(self) -> Any:
        begins = self.cleaned_data["starts_at"]
        if begins and begins <= timezone.now():
            raise ValidationError(_("Ce début est déjà passé. Choisissez une date à venir."))
        return begins


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi l’événement n’a pas lieu"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Les personnes inscrites ou en attente le liront, ici et dans leur agenda."),
        error_messages={"required": _("Dites en une phrase pourquoi\xa0: on y comptait.")},
    )  # fmt: skip


class RegistrationForm(forms.Form):
    """A place. The way of coming is asked of a hybrid event only."""

    mode = forms.ChoiceField(
        label=_("Je participe"), choices=AttendanceMode.choices, required=False, widget=forms.RadioSelect,
        initial=AttendanceMode.ONLINE,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Mot à l’organisation"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Un besoin d’accessibilité, une question. Seule l’organisation le lit; il est effacé six mois après."),
    )  # fmt: skip


class FollowUpForm(forms.Form):
    """What remains of an event."""

    recording_url = SecureUrlField(
        label=_("Enregistrement"),
        required=False,
        help_text=_("L’adresse où on le regarde. Dites qu’il est sous-titré s’il l’est."),
    )
    recap = BodyField(
        label=_("Compte rendu"),
        required=False,
        help_text=_("L’essentiel en dix lignes, les documents, ce qui a été décidé."),
    )
