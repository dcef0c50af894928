"""A ministry's declaration: how it uses the reference, and what differs."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.queries.frameworks import current_competencies, level_names
from job_profiles.enums import AdoptionKind, Article
from job_profiles.models import Adoption, ProfileVersion, Requirement
from job_profiles.queries.coverage import TEXT_ARTICLES

ADDED = 3


class KindChoice(forms.RadioSelect):
    choice_help = {
        AdoptionKind.AS_IS.value: _("Le ministère emploie la référence sans y changer un mot."),
        AdoptionKind.VARIATION.value: _("Le ministère l’emploie et dit ce qui diffère, pourquoi, jusqu’à quand."),
        AdoptionKind.NOT_YET.value: _("Le ministère garde pour le moment sa propre description."),
    }


class AdoptionForm(forms.Form):
    """`seen`: the declaration that the form began from. Texts begin as the reference (or the variation there is) says."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Usage du profil"), choices=AdoptionKind.choices, widget=KindChoice)
    since_on = forms.DateField(label=_("Depuis le"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    review_on = forms.DateField(
        label=_("À revoir le"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("La fin prévue de la variante, ou le jour où y penser de nouveau."),
    )
    justification = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Obligatoire pour une variante. Tous les membres du réseau peuvent lire cette explication."),
    )

    def __init__(
        self,
        *args: Any,
        version: ProfileVersion,
        needed: Sequence[Requirement],
        current: Adoption | None,
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        self.version, self.needed = version, list(needed)
        own = {(one.article, one.competency_id): one for one in (current.differences.all() if current else ())}
        initial: dict[str, Any] = {"since_on": today, "seen": current.pk if current else None}
        if current is not None:
            initial |= {"kind": current.kind, "since_on": current.since_on, "review_on": current.review_on}
            initial["justification"] = current.justification
        super().__init__(*args, **{**kwargs, "initial": initial})
        for article in TEXT_ARTICLES:
            own_text = own.get((article, None))
            text = own_text.text if own_text else getattr(version, f"{article}_fr")
            rows = 1 if article == "title" else min(14, max(3, len(text) // 70 + text.count("\n") + 1))
            field = forms.CharField(
                label=Article(article).label, required=False, initial=text, max_length=20_000,
                widget=forms.Textarea(attrs={"rows": rows}),
            )  # fmt: skip
            # They stand filled in: nothing to say of what may stay empty.
            field.optional = ""  # type: ignore[attr-defined]
            self.fields[f"text_{article}"] = field
        self._add_levels(own)

    def _add_levels(self, own: dict[tuple[str, int | None], Any]) -> None:
        names = level_names()
        levels = [(str(rank), f"{rank} · {names[rank]}" if rank in names else str(rank)) for rank in range(1, 5)]
        asked = {one.competency_id for one in self.needed}
        for one in self.needed:
            row = own.get((Article.COMPETENCIES, one.competency_id))
            self.fields[f"level_{one.competency_id}"] = forms.ChoiceField(
                label=one.competency.name, choices=[("0", _("Pas demandée")), *levels],
                initial=str((row.level or 0) if row else one.level), widget=_select(),
            )  # fmt: skip
        extra = [row for (_article, number), row in own.items() if number is not None and number not in asked and row.level]
        rest = [(str(one.pk), one.name) for one in current_competencies().order_by("order") if one.pk not in asked]
        for place in range(ADDED):
            row = extra[place] if place < len(extra) else None
            self.fields[f"added_{place}"] = forms.ChoiceField(
                label=_("Compétence ajoutée"), required=False, choices=[("", _("Ajouter une compétence…")), *rest],
                initial=str(row.competency_id) if row else "", widget=_select(),
            )  # fmt: skip
            self.fields[f"added_level_{place}"] = forms.ChoiceField(
                label=_("Niveau"), required=False, choices=levels, initial=str(row.level) if row else "2", widget=_select()
            )

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[f"text_{article}"] for article in TEXT_ARTICLES]

    @property
    def levels(self) -> list[tuple[Requirement, forms.BoundField]]:
        return [(one, self[f"level_{one.competency_id}"]) for one in self.needed]

    @property
    def added(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"added_{place}"], self[f"added_level_{place}"]) for place in range(ADDED)]

    @property
    def variations(self) -> list[dict[str, Any]]:
        """What differs from the reference, once the form is clean: texts (spacing of lines aside), levels, additions."""
        rows: list[dict[str, Any]] = []
        for article in TEXT_ARTICLES:
            text = _plain(self.cleaned_data[f"text_{article}"])
            if text != _plain(getattr(self.version, f"{article}_fr")):
                rows.append({"article": article, "text": text})
        for one in self.needed:
            level = int(self.cleaned_data[f"level_{one.competency_id}"])
            if level != one.level:
                rows.append(_level(one.competency_id, level))
        added = {
            int(number): int(self.cleaned_data[f"added_level_{place}"] or 2)
            for place in range(ADDED)
            if (number := self.cleaned_data[f"added_{place}"])
        }
        return rows + [_level(number, level) for number, level in added.items()]


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "input"})


def _level(competency_id: int, level: int) -> dict[str, Any]:
    return {"article": Article.COMPETENCIES.value, "competency_id": competency_id, "level": level or None}


def _plain(text: str) -> str:
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)
