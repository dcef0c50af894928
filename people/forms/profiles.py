"""The form of one's own profile: one column, each part with who sees it. Plugs in the parts of apps above."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.actions.profiles import AbsenceWish, ProfileWish
from people.enums import PartVisibility, SpokenLanguage
from people.forms.pickers import MemberField, name_with_place
from people.models import Absence, Organisation, Person
from people.queries.profiles import PARTS

MAX_LINKS, MAX_TOPICS, MAX_ABSENCES = 6, 8, 4
PHOTO_HELP = _("JPG, PNG ou WebP, 10\u00a0Mo au plus. Le lieu et l’appareil que la photo garde en mémoire sont effacés.")
DAYS = [
    (0, _("lundi")),
    (1, _("mardi")),
    (2, _("mercredi")),
    (3, _("jeudi")),
    (4, _("vendredi")),
    (5, _("samedi")),
    (6, _("dimanche")),
]


def visibility_field(part: str, person: Person, default: str) -> forms.ChoiceField:
    """Who sees one part."""
    return forms.ChoiceField(
        label=_("Qui le voit"),
        choices=PartVisibility.choices,
        initial=person.part_visibility(part, default),
        widget=forms.Select(attrs={"class": "input"}),
    )


class ProfileForm(forms.Form):
    """The member's own fields. Links and absences stand in rows of their own (LinkForm, AbsenceForm)."""

    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=PHOTO_HELP,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    remove_photo = forms.BooleanField(label=_("Retirer ma photo"), required=False)
    given_name = forms.CharField(label=_("Prénom"), max_length=80, error_messages={"required": _("Donnez votre prénom.")})
    family_name = forms.CharField(label=_("Nom"), max_length=80, error_messages={"required": _("Donnez votre nom.")})
    pronouns = forms.CharField(
        label=_("Pronoms"), max_length=40, required=False, help_text=_("Par exemple\u00a0: elle, il, iel.")
    )
    role_title = forms.CharField(label=_("Fonction"), max_length=120, required=False)
    assignment = forms.ModelChoiceField(
        label=_("Je travaille à"),
        queryset=Organisation.objects.exclude(kind="school"),
        required=False,
        empty_label=_("La même organisation que mon employeur"),
        help_text=_("Si vous êtes en prêt ou en affectation ailleurs."),
    )
    team = forms.CharField(label=_("Équipe"), max_length=200, required=False)
    ask_me_about = forms.CharField(
        label=_("Parlez-moi de"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce sur quoi vous pouvez dépanner quelqu’un. Un sujet par ligne, huit au plus."),
    )
    bio = forms.CharField(label=_("Présentation"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    languages = forms.MultipleChoiceField(
        label=_("Langues dans lesquelles je travaille"),
        required=False,
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Jours de travail"), required=False, choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        for part, default in PARTS.items():
            self.fields[f"visible_{part}"] = visibility_field(part, person, default)
        if not person.photo_path:
            del self.fields["remove_photo"]

    def clean_ask_me_about(self) -> list[str]:
        topics = [" ".join(line.split()) for line in self.cleaned_data["ask_me_about"].splitlines()]
        topics = list(dict.fromkeys(topic for topic in topics if topic))
        if len(topics) > MAX_TOPICS:
            raise forms.ValidationError(_("C’est plus de huit sujets\u00a0: gardez ceux qui aident le plus."))
        if any(len(topic) > 60 for topic in topics):
            raise forms.ValidationError(_("Un sujet dépasse 60 caractères\u00a0: dites-le plus court."))
        return topics

    def visibility(self) -> dict[str, str]:
        """What the member chose, by part."""
        return {part: self.cleaned_data[f"visible_{part}"] for part in PARTS}


def initial_of(person: Person) -> dict[str, Any]:
    """The form's values for the profile as it is."""
    return {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "pronouns": person.pronouns,
        "role_title": person.role_title,
        "assignment": person.assignment_id,
        "team": person.team.name if person.team else "",
        "ask_me_about": "\n".join(person.ask_me_about),
        "bio": person.bio,
        "languages": person.languages,
        "working_days": person.working_days,
    }


class LinkForm(forms.Form):
    """One link; a row left empty is no link."""

    label = forms.CharField(label=_("Libellé du lien"), max_length=60, required=False)
    url = forms.URLField(
        label=_("Adresse"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Cette adresse n’est pas complète. Copiez-la de votre navigateur.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        label, url = cleaned.get("label", ""), cleaned.get("url", "")
        if label and not url and "url" not in self.errors:
            self.add_error("url", _("Donnez l’adresse, ou videz le libellé."))
        if url and not label:
            self.add_error("label", _("Donnez un libellé, ou videz l’adresse."))
        if url and not url.startswith(("https://", "http://")):
            self.add_error("url", _("Une adresse commence par https://."))
        return cleaned


class AbsenceForm(forms.Form):
    """One absence; a row left empty is none. The stand-in is named by name, name and organisation, or address."""

    starts_on = forms.DateField(
        label=_("Du"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Au"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    stand_in = MemberField(label=_("Qui répond à ma place"), required=False, help_text=_("Son nom ou son courriel."))
    message = forms.CharField(label=_("Message"), required=False, max_length=200)

    def __init__(self, *args: Any, person: Person, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.today = person, today
        self.fields["stand_in"].viewer = person  # type: ignore[attr-defined]

    def clean_stand_in(self) -> Person | None:
        chosen: Person | None = self.cleaned_data["stand_in"]
        if chosen is not None and chosen.pk == self.person.pk:
            raise forms.ValidationError(_("Choisissez une autre personne que vous."))
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if self.is_empty() or self.errors:
            return cleaned
        if not starts_on:
            self.add_error("starts_on", _("Donnez le premier jour d’absence."))
        elif not ends_on:
            self.add_error("ends_on", _("Donnez le dernier jour d’absence."))
        elif ends_on < starts_on:
            self.add_error("ends_on", _("L’absence finit avant de commencer. Choisissez une date plus tardive."))
        elif ends_on < self.today:
            self.add_error("ends_on", _("Cette absence est déjà passée. Videz cette ligne ou changez les dates."))
        return cleaned

    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in self.fields)


class LinkRows(forms.BaseFormSet):
    def links(self) -> list[tuple[str, str]]:
        rows = [(row["label"].strip(), row["url"]) for row in self.cleaned_data]
        return [row for row in rows if all(row)]


class AbsenceRows(forms.BaseFormSet):
    def wishes(self) -> list[AbsenceWish]:
        return [
            AbsenceWish(
                starts_on=form.cleaned_data["starts_on"],
                ends_on=form.cleaned_data["ends_on"],
                stand_in=form.cleaned_data["stand_in"],
                message=form.cleaned_data["message"],
            )
            for form in self.forms
            if not form.is_empty()
        ]


def link_rows(person: Person, data: Any = None) -> LinkRows:
    """The member's links and two empty rows, six at most. Works without JavaScript."""
    initial = [{"label": link.label, "url": link.url} for link in person.links.all()[:MAX_LINKS]]
    factory = forms.formset_factory(
        LinkForm, formset=LinkRows, extra=_extra(len(initial), MAX_LINKS, 2), max_num=MAX_LINKS, validate_max=True
    )
    return factory(data, initial=initial, prefix="links", form_kwargs={"empty_permitted": False})  # type: ignore[return-value]


def absence_rows(person: Person, absences: list[Absence], today: dt.date, data: Any = None) -> AbsenceRows:
    """The absences to come and one empty row."""
    initial = [
        {
            "starts_on": absence.starts_on,
            "ends_on": absence.ends_on,
            "stand_in": name_with_place(absence.stand_in) if absence.stand_in else "",
            "message": absence.message,
        }
        for absence in absences[:MAX_ABSENCES]
    ]
    extra = _extra(len(initial), MAX_ABSENCES, 1)
    factory = forms.formset_factory(AbsenceForm, formset=AbsenceRows, extra=extra, max_num=MAX_ABSENCES, validate_max=True)
    kwargs = {"person": person, "today": today, "empty_permitted": False}
    return factory(data, initial=initial, prefix="absences", form_kwargs=kwargs)  # type: ignore[return-value]


def _extra(used: int, most: int, empty: int) -> int:
    return max(0, min(empty, most - used))


def wish_of(form: ProfileForm, links: LinkRows, absences: AbsenceRows) -> ProfileWish:
    """What valid forms ask for."""
    cleaned = form.cleaned_data
    names = ("given_name", "family_name", "pronouns", "role_title", "bio", "ask_me_about", "languages", "working_days")
    return ProfileWish(
        values={name: cleaned[name] for name in names},
        assignment=cleaned["assignment"],
        team_name=cleaned["team"],
        links=links.links(),
        absences=absences.wishes(),
        visibility=form.visibility(),
        photo=cleaned.get("photo"),
        remove_photo=bool(cleaned.get("remove_photo")),
    )
