"""A draft written: texts in two languages, required competencies, career moves; a new profile."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.models import Competency
from competencies.queries.frameworks import level_names
from job_profiles.actions.drafting import Move, Needed
from job_profiles.models import Family, JobClass, JobProfile, ProfileVersion
from job_profiles.models.profiles import not_reserved
from job_profiles.models.versions import LINES, TEXTS
from job_profiles.queries.drafting import can_sentence

Grouped = list[tuple[str, list[tuple[str, str]]]]
LONGEST = 20_000
# A draft is saved without them; ministries are not asked about it.
NEEDED_TEXTS = ("title", "mission", "responsibilities")
_ROWS = {"mission": 5, "responsibilities": 9, "deliverables": 6, "tools": 5, "indicators": 5, "change_note": 3}
_HELP = {
    "title": gettext_lazy("En rédaction épicène\xa0: «\xa0Conseillère ou conseiller en…\xa0»."),
    "mission": gettext_lazy("À quoi sert ce métier, en deux ou trois phrases."),
    "responsibilities": gettext_lazy("Une par ligne, un verbe d’abord."),
    "deliverables": gettext_lazy("Un par ligne."),
    "tools": gettext_lazy("Un par ligne\xa0: des familles d’outils plutôt que des marques."),
    "indicators": gettext_lazy("Un par ligne\xa0: à quoi l’on voit que le travail est bien fait."),
    "change_note": gettext_lazy("Une phrase pour qui connaît la version d’avant\xa0: elle paraît dans l’historique."),
}


def _text_field(name: str, language: str) -> forms.CharField:
    label = str(ProfileVersion._meta.get_field(f"{name}_{language}").verbose_name)  # type: ignore[union-attr]
    label = label[:1].upper() + label[1:]
    attrs: dict[str, Any] = {"lang": "fr-CA" if language == "fr" else "en-CA"}
    help_text = _HELP[name] if language == "fr" else ""
    if name == "title":
        widget: forms.Widget = forms.TextInput(attrs=attrs)
        return forms.CharField(label=label, required=False, max_length=200, help_text=help_text, widget=widget)
    widget = forms.Textarea(attrs={**attrs, "rows": _ROWS[name]})
    return forms.CharField(label=label, required=False, max_length=LONGEST, help_text=help_text, widget=widget)


class NeededForm(forms.Form):
    """One required competency; an empty row is left out."""

    competency = forms.ChoiceField(label=gettext_lazy("Compétence"), required=False)
    level = forms.TypedChoiceField(label=gettext_lazy("Niveau attendu"), required=False, coerce=int, empty_value=None)
    essential = forms.ChoiceField(
        label=gettext_lazy("Exigence"), required=False,
        choices=[("1", gettext_lazy("Essentielle")), ("0", gettext_lazy("Atout"))],
    )  # fmt: skip
    why_fr = forms.CharField(
        label=gettext_lazy("Pourquoi ce niveau"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    why_en = forms.CharField(
        label=gettext_lazy("Pourquoi, en anglais"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en-CA"}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, choices: Grouped, levels: dict[int, str], known: dict[str, Competency], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.known = known
        self.fields["competency"].choices = [("", _("Choisissez une compétence")), *choices]  # type: ignore[attr-defined]
        for name in ("competency", "level", "essential"):
            self.fields[name].optional = ""  # type: ignore[attr-defined]
        ranks = [(str(rank), f"{rank} · {name}") for rank, name in levels.items()]
        self.fields["level"].choices = [("", _("Niveau")), *ranks]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Competency | None:
        return self.known.get(str(self["competency"].value() or ""))

    @property
    def level_words(self) -> str:
        """« 3 · Maîtrise, essentielle »: what the folded row says."""
        levels = dict(self.fields["level"].choices)  # type: ignore[attr-defined]
        kind = _("atout") if str(self["essential"].value()) == "0" else _("essentielle")
        return f"{levels.get(str(self['level'].value() or ''), '')}, {kind}"

    @property
    def sentence(self) -> Any:
        """« You can » of the level chosen."""
        rank = str(self["level"].value() or "")
        return can_sentence(self.chosen, int(rank)) if self.chosen and rank.isdigit() else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("competency") and not cleaned.get("level") and "level" not in self.errors:
            self.add_error("level", _("Choisissez le niveau attendu."))
        return cleaned


class MoveForm(forms.Form):
    """One career move; an empty row is left out."""

    to = forms.ChoiceField(label=gettext_lazy("Vers le profil"), required=False)
    note_fr = forms.CharField(
        label=gettext_lazy("Ce qui sert, ce qui s’apprend"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    note_en = forms.CharField(
        label=gettext_lazy("Ce qui sert, ce qui s’apprend, en anglais"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en-CA"}),
    )  # fmt: skip

    def __init__(self, *args: Any, profiles: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].optional = ""  # type: ignore[attr-defined]
        self.names = dict(profiles)
        self.fields["to"].choices = [("", _("Choisissez un profil")), *profiles]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> str:
        """The name of the profile chosen, or nothing."""
        return self.names.get(str(self["to"].value() or ""), "")


NeededFormSet = formset_factory(NeededForm, extra=0, can_delete=True)
MoveFormSet = formset_factory(MoveForm, extra=0, can_delete=True)


class DraftForm(forms.Form):
    """The whole draft. `edit`: the one that the person has before them; `tab`: which open page it comes from."""

    edit = forms.IntegerField(widget=forms.HiddenInput)
    tab = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self, data: Any = None, *, version: ProfileVersion, initial: dict[str, Any], competencies: list[Competency]
    ) -> None:
        super().__init__(data, initial=initial)
        for name in (*TEXTS, "change_note"):
            for language in ("fr", "en"):
                made = self.fields[f"{name}_{language}"] = _text_field(name, language)
                if language == "fr" and name in NEEDED_TEXTS:
                    made.optional = _("(nécessaire pour consulter)")  # type: ignore[attr-defined]
        self.known = {one.code: one for one in competencies}
        values = {"choices": _grouped(competencies), "levels": level_names(), "known": self.known}
        self.needed: BaseFormSet[NeededForm] = NeededFormSet(
            data, prefix="competence", initial=initial.get("needed"), form_kwargs=values
        )
        others = JobProfile.objects.exclude(pk=version.profile_id).order_by("order", "key")
        profiles = [(str(one.pk), one.name) for one in others]
        self.moves: BaseFormSet[MoveForm] = MoveFormSet(
            data, prefix="mobilite", initial=initial.get("moves"), form_kwargs={"profiles": profiles}
        )

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.needed.is_valid(), self.moves.is_valid()])

    @property
    def pairs(self) -> Iterable[tuple[str, Any, Any, bool]]:
        """Name, French field, English field, whether it holds one item a line."""
        return [(name, self[f"{name}_fr"], self[f"{name}_en"], name in LINES) for name in (*TEXTS, "change_note")]

    @property
    def texts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if re.search(r"_(fr|en)$", name)}

    @property
    def requirements(self) -> list[Needed]:
        return [
            Needed(
                competency_id=self.known[row["competency"]].pk, level=row["level"], essential=row["essential"] != "0",
                why_fr=row["why_fr"].strip(), why_en=row["why_en"].strip(),
            )
            for row in _kept(self.needed, "competency")
        ]  # fmt: skip

    @property
    def ways(self) -> list[Move]:
        return [
            Move(to_id=int(row["to"]), note_fr=row["note_fr"].strip(), note_en=row["note_en"].strip())
            for row in _kept(self.moves, "to")
        ]


def _kept(rows: BaseFormSet[Any], name: str) -> list[dict[str, Any]]:
    return [one.cleaned_data for one in rows if one.cleaned_data.get(name) and not one.cleaned_data.get("DELETE")]


def _grouped(competencies: list[Competency]) -> Grouped:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in competencies:
        name = _("%(name)s (retirée)") % {"name": one.name} if one.retired_at else one.name
        groups.setdefault(one.group.name, []).append((one.code, name))
    return list(groups.items())


class ProfileForm(forms.Form):
    """What stays the same through all versions of a profile. An existing one (`profile`) keeps its key."""

    name_fr = forms.CharField(label=gettext_lazy("Nom du profil"), max_length=120)
    name_en = forms.CharField(label=gettext_lazy("Nom anglais"), max_length=120, required=False)
    key = forms.SlugField(
        label=gettext_lazy("Adresse"), max_length=60, validators=[not_reserved],
        help_text=gettext_lazy("Lettres sans accent, chiffres et traits d’union\xa0: elle ne changera plus."),
    )  # fmt: skip
    code = forms.CharField(label=gettext_lazy("Code"), max_length=10, required=False)
    family = forms.ModelChoiceField(label=gettext_lazy("Famille"), queryset=Family.objects.none(), required=False)
    rank = forms.IntegerField(
        label=gettext_lazy("Rang dans la famille"), min_value=1, max_value=30, initial=1,
        help_text=gettext_lazy("1 est le premier échelon."),
    )  # fmt: skip
    job_class = forms.ModelChoiceField(
        label=gettext_lazy("Corps d’emploi"), queryset=JobClass.objects.none(), required=False
    )
    cnp = forms.CharField(
        label=gettext_lazy("Codes CNP"), max_length=80, required=False,
        help_text=gettext_lazy("Cinq chiffres chacun, séparés par des virgules\xa0: 11202, 51111."),
    )  # fmt: skip

    def __init__(self, *args: Any, profile: JobProfile | None = None, **more: Any) -> None:
        if profile is not None:
            names = ("name_fr", "name_en", "code", "family", "rank", "job_class")
            more["initial"] = {name: getattr(profile, name) for name in names} | {"cnp": ", ".join(profile.cnp)}
        super().__init__(*args, **more)
        if profile is not None:
            del self.fields["key"]
        self.fields["family"].queryset = Family.objects.all()  # type: ignore[attr-defined]
        self.fields["job_class"].queryset = JobClass.objects.all()  # type: ignore[attr-defined]

    def clean_cnp(self) -> list[str]:
        codes = [code for code in re.split(r"[,;\s]+", self.cleaned_data["cnp"]) if code]
        if any(not re.fullmatch(r"\d{5}", code) for code in codes):
            raise ValidationError(_("Un code CNP a cinq chiffres\xa0: 11202."))
        return codes
