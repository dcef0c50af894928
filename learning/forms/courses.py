"""A course as its trainers write it: what it is, what it raises, what it costs. Every part works without JavaScript."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forms.fields import TopicsField
from community.forms.practice_fields import PeopleField
from competencies.models import Competency
from competencies.queries.frameworks import by_codes, competency_choices, level_names
from core.rules.text import sort_key
from learning.actions.courses import CourseText
from learning.enums import ApprovalBy, CourseKind, CourseLanguage
from learning.models import Course
from learning.queries import courses as queries
from learning.rules.courses import ALIKE, likeness

REQUIRED = range(1, 4)
BLANK, MOST_RAISES = 3, 10
HOURS = Decimal(60)
# What a draft needs, and what its absence says: the words of the action (actions/courses.py).
MISSING = {
    "title_fr": gettext_lazy("Donnez un titre à la formation."),
    "summary_fr": gettext_lazy("Dites en une phrase pour qui c’est et ce que l’on saura faire."),
    "provider": gettext_lazy("Dites qui donne la formation."),
}


def _text(label: Any, rows: int, limit: int, help_text: Any = "", *, english: bool = False) -> forms.CharField:
    attrs: dict[str, Any] = {"rows": rows} | ({"lang": "en-CA"} if english else {})
    widget = forms.Textarea(attrs=attrs)
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget, help_text=help_text)


def _line(label: Any, limit: int, help_text: Any = "", *, english: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"lang": "en-CA"} if english else {})
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget, help_text=help_text)


def _dollars(label: Any, help_text: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label, help_text=help_text, localize=True, required=False, min_value=0, max_value=1_000_000,
        decimal_places=2, widget=widget, error_messages={"invalid": gettext_lazy("Écrivez un montant, comme 450 ou 12,50.")},
    )  # fmt: skip


class CourseTitleField(forms.CharField):
    """A course by its title; the browser proposes those that go on like what is typed. Gives the course, or None."""

    def __init__(self, **values: Any) -> None:
        attrs = {
            "list": "requis-options", "autocomplete": "off", "hx-get": reverse_lazy("learning:course-options"),
            "hx-trigger": "input changed delay:200ms", "hx-target": "#requis-options", "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }  # fmt: skip
        super().__init__(required=False, max_length=200, widget=forms.TextInput(attrs=attrs), **values)

    def prepare_value(self, value: Any) -> Any:
        return value.title if isinstance(value, Course) else value

    def clean(self, value: Any) -> Course | None:
        title = super().clean(self.prepare_value(value))
        if not title:
            return None
        found = queries.titled(sort_key(title))
        if found is None:
            raise ValidationError(_("Aucune formation ne porte ce titre. Choisissez-la dans la liste proposée."))
        return found


class RaiseForm(forms.Form):
    """One competency with the level before and after; an empty row is left out."""

    competency = forms.ChoiceField(label=gettext_lazy("Compétence"), required=False)
    from_level = forms.TypedChoiceField(
        label=gettext_lazy("Du niveau"), required=False, coerce=int, empty_value=0,  # type: ignore[arg-type]
    )  # fmt: skip
    to_level = forms.TypedChoiceField(label=gettext_lazy("Au niveau"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, choices: Sequence[Any], levels: dict[int, str], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = str(self["competency"].value() or "")
        known = {code for _group, rows in choices for code, _name in rows}
        kept = [(chosen, _("%(code)s, retirée du référentiel") % {"code": chosen})] if chosen and chosen not in known else []
        self.retired = bool(kept) and not self.is_bound
        ranks = [(rank, f"{rank} · {name}") for rank, name in levels.items()]
        self.fields["competency"].choices = [("", _("Choisissez une compétence")), *kept, *choices]  # type: ignore[attr-defined]
        self.fields["from_level"].choices = [(0, _("Aucun")), *ranks[:-1]]  # type: ignore[attr-defined]
        self.fields["to_level"].choices = [("", _("Niveau")), *ranks]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.optional = ""  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("competency") or "to_level" in self.errors:
            return cleaned
        if cleaned.get("to_level") is None:
            self.add_error("to_level", _("Choisissez le niveau d’arrivée."))
        elif cleaned["to_level"] <= cleaned.get("from_level", 0):
            self.add_error("to_level", _("Le niveau d’arrivée est plus haut que celui de départ."))
        return cleaned


RaiseFormSet = formset_factory(RaiseForm, extra=0, can_delete=True, max_num=MOST_RAISES, validate_max=True)


class CourseForm(forms.Form):
    """`edit`: the text that the person has before them. `sure`: asked only where another course has about that title."""

    edit = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title_fr = _line(gettext_lazy("Titre"), 200)
    title_en = _line(gettext_lazy("Titre anglais"), 200, english=True)
    summary_fr = _text(
        gettext_lazy("Résumé"),
        3,
        500,
        gettext_lazy("Pour qui c’est, et ce que l’on saura faire ensuite. Une ou deux phrases."),
    )
    summary_en = _text(gettext_lazy("Résumé anglais"), 3, 500, english=True)
    body_fr = _text(
        gettext_lazy("Description"), 8, 20_000, gettext_lazy("Le programme, la manière, ce qu’il faut apporter.")
    )
    body_en = _text(gettext_lazy("Description, en anglais"), 8, 20_000, english=True)
    kind = forms.ChoiceField(label=gettext_lazy("Formule"), choices=CourseKind.choices, initial=CourseKind.CLASSROOM)
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=CourseLanguage.choices)
    hours = forms.DecimalField(
        label=gettext_lazy("Durée, en heures"), localize=True, min_value=Decimal("0.1"), max_value=1000, decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("Temps d’apprentissage en tout, comme 6 ou 1,5."),
        error_messages={"required": gettext_lazy("Donnez une durée."), "invalid": gettext_lazy("Écrivez 6 ou 1,5.")},
    )  # fmt: skip
    level = forms.TypedChoiceField(label=gettext_lazy("Pour qui, niveau"), coerce=int)
    provider = forms.CharField(
        label=gettext_lazy("Dispensateur"), required=False, max_length=160,
        widget=forms.TextInput(attrs={"list": "provider-options", "autocomplete": "off"}),
        help_text=gettext_lazy("Qui donne la formation. Un nom nouveau est ajouté à la liste."),
    )  # fmt: skip
    url = forms.URLField(label=gettext_lazy("Adresse chez le dispensateur"), required=False, max_length=500)
    trainers = PeopleField(
        suggestions="trainers", label=gettext_lazy("Qui la donne"),
        help_text=gettext_lazy("Des noms, séparés par des virgules. Qui a le rôle Formation modifie la fiche avec vous."),
    )  # fmt: skip
    requires_fr = _line(gettext_lazy("Autres préalables"), 300, gettext_lazy("En mots, comme un logiciel à connaître."))
    requires_en = _line(gettext_lazy("Autres préalables, en anglais"), 300, english=True)
    topics = TopicsField()
    cost = _dollars(
        gettext_lazy("Coût par place, en dollars"), gettext_lazy("Payé par le ministère, avant taxes. Vide\xa0: sans frais.")
    )
    session_cost = _dollars(
        gettext_lazy("Coût par séance, en dollars"), gettext_lazy("Pour planifier; les membres ne le voient pas.")
    )
    approval = forms.ChoiceField(label=gettext_lazy("Approbation par"), choices=ApprovalBy.choices)
    accessibility_fr = _text(gettext_lazy("Accessibilité"), 3, 500)
    accessibility_en = _text(gettext_lazy("Accessibilité, en anglais"), 3, 500, english=True)
    sure = forms.BooleanField(label=gettext_lazy("C’est bien une autre formation"), required=False)

    def __init__(self, data: Any = None, *, course: Course | None = None) -> None:
        super().__init__(data, initial=_initial(course))
        self.course, self.alike = course, list[Course]()
        levels = level_names()
        self.fields["level"].choices = [(rank, f"{rank} · {name}") for rank, name in levels.items()]  # type: ignore[attr-defined]
        self.fields["trainers"].widget.attrs["hx-get"] = reverse_lazy("learning:trainer-options")
        for number in REQUIRED:
            self.fields[f"requires_{number}"] = CourseTitleField(label=_("Préalable %(number)s") % {"number": number})
        required = list(course.requires.order_by("sort_key")) if course else []
        self.initial.update({f"requires_{number}": one for number, one in zip(REQUIRED, required, strict=False)})
        for name, words in MISSING.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = words
        rows = _raised(course)
        self.raises: BaseFormSet[RaiseForm] = RaiseFormSet(
            data, prefix="hausse", initial=[*rows, *[{}] * min(BLANK, MOST_RAISES - len(rows))],
            form_kwargs={"choices": competency_choices(), "levels": levels},
        )  # fmt: skip

    @property
    def required_fields(self) -> list[Any]:
        return [self[f"requires_{number}"] for number in REQUIRED]

    def is_valid(self) -> bool:
        valid = super().is_valid()
        return self.raises.is_valid() and valid

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        title = cleaned.get("title_fr", "")
        if title and not cleaned.get("sure"):
            near = queries.titles_alike(sort_key(title).split(), self.course.pk if self.course else None)
            self.alike = [one for one in near if likeness(title, one.title_fr) >= ALIKE]
            if self.alike and (self.course is None or "title_fr" in self.changed_data):
                self.add_error("title_fr", _("Une formation porte presque ce titre. Voyez si c’est la même."))
        return cleaned

    @property
    def text(self) -> CourseText:
        given = self.cleaned_data
        plain = {
            name: given[name]
            for name in (
                "title_fr", "title_en", "summary_fr", "summary_en", "body_fr", "body_en", "kind", "language", "level",
                "provider", "url", "requires_fr", "requires_en", "approval", "accessibility_fr", "accessibility_en",
            )
        }  # fmt: skip
        required = [given[f"requires_{number}"] for number in REQUIRED]
        return CourseText(
            **plain, minutes=round(given["hours"] * HOURS), cost_cents=_cents(given["cost"]),
            session_cost_cents=_cents(given["session_cost"]), requires=[one for one in required if one],
            raises=self._raises(), trainers=given["trainers"], topic_names=given["topics"],
        )  # fmt: skip

    def show_edit(self, edit: int) -> None:
        """Shown again after a conflict: what is saved next goes over what the other person wrote."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["edit"] = edit
        self.data = data

    def _raises(self) -> list[tuple[Competency, int, int]]:
        rows = [row for row in self.raises.cleaned_data if row.get("competency") and not row.get("DELETE")]
        known = {one.code: one for one in by_codes([row["competency"] for row in rows])}
        known |= {one.competency.code: one.competency for one in (self.course.raises.all() if self.course else ())}
        return [(known[row["competency"]], row["from_level"], row["to_level"]) for row in rows if row["competency"] in known]


def _cents(dollars: Decimal | None) -> int:
    return round((dollars or 0) * 100)


def _initial(course: Course | None) -> dict[str, Any]:
    if course is None:
        return {"level": 1}
    names = (
        "edit", "title_fr", "title_en", "summary_fr", "summary_en", "body_fr", "body_en", "kind", "language", "level", "url",
        "requires_fr", "requires_en", "approval", "accessibility_fr", "accessibility_en",
    )  # fmt: skip
    return {
        **{name: getattr(course, name) for name in names},
        "hours": (Decimal(course.minutes) / HOURS).quantize(Decimal("0.01")).normalize(),
        "provider": course.provider.name,
        "trainers": list(course.trainers.select_related("organisation")),
        "topics": [topic.name for topic in course.topics.all()],
        "cost": _shown(course.cost_cents),
        "session_cost": _shown(course.session_cost_cents),
    }


def _shown(cents: int) -> Decimal | None:
    return Decimal(cents) / 100 if cents else None


def _raised(course: Course | None) -> list[dict[str, Any]]:
    rows = course.raises.select_related("competency").order_by("competency__order") if course else ()
    return [{"competency": one.competency.code, "from_level": one.from_level, "to_level": one.to_level} for one in rows]
