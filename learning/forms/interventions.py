"""An intervention plan being written: whose, on which portrait, from when, with how much."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from competencies.models import Snapshot
from core.templatetags.formatting import day
from learning.actions.interventions import PlanText
from learning.forms.money import DollarsField, as_dollars
from learning.models import Intervention
from people.models import Organisation

GOVERNMENT = "gouvernement"


class InterventionForm(forms.Form):
    """`scopes`: for whom the person may plan; None: the government."""

    scope = forms.ChoiceField(label=_("Plan de"))
    name_fr = forms.CharField(label=_("Nom"), max_length=160, error_messages={"required": _("Donnez un nom au plan.")})
    name_en = forms.CharField(label=_("Nom anglais"), max_length=160, required=False)
    snapshot = forms.ChoiceField(
        label=_("Portrait des besoins auquel il répond"), required=False,
        help_text=_("Seuls les chiffres publiés de ce portrait entrent dans le plan et dans les propositions."),
    )  # fmt: skip
    from_on = forms.DateField(
        label=_("Premier jour"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("De ce jour, huit étapes d’un trimestre, T1 à T8."),
    )  # fmt: skip
    budget = DollarsField(
        label=_("Budget, en dollars"), help_text=_("Pour les huit étapes ensemble, avant taxes."),
        error_messages={"required": _("Donnez le budget, même à peu près.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Contexte"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce que le plan vise, ce qui a été écarté et pourquoi. Paraît dans le rapport."),
    )  # fmt: skip
    edit = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        data: Any = None,
        *,
        scopes: Sequence[Organisation | None],
        snapshots: Sequence[Snapshot],
        today: dt.date,
        plan: Intervention | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_of(plan) if plan else _first(today, scopes, snapshots) | (initial or {}))
        self.scopes = {str(one.pk) if one else GOVERNMENT: one for one in scopes}
        self.snapshots = {str(one.pk): one for one in snapshots}
        if plan is not None and plan.snapshot is not None:
            self.snapshots.setdefault(str(plan.snapshot.pk), plan.snapshot)
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (key, one.name if one else _("Tout le gouvernement")) for key, one in self.scopes.items()
        ]
        self.fields["snapshot"].choices = [  # type: ignore[attr-defined]
            ("", _("Aucun pour l’instant")), *((key, _snapshot(one)) for key, one in self.snapshots.items())
        ]  # fmt: skip
        if plan is not None:
            self.fields["scope"].disabled = True

    @property
    def organisation(self) -> Organisation | None:
        return self.scopes[self.cleaned_data["scope"]]

    @property
    def text(self) -> PlanText:
        given = self.cleaned_data
        return PlanText(
            name_fr=given["name_fr"], name_en=given["name_en"], note=given["note"], from_on=given["from_on"],
            budget_cents=given["budget"], snapshot=self.snapshots.get(given["snapshot"]),
        )  # fmt: skip


def _snapshot(one: Snapshot) -> str:
    place = f" · {one.organisation.acronym}" if one.organisation else ""
    return f"{one.label}{place} · {day(timezone.localdate(one.taken_at))}"


def _first(today: dt.date, scopes: Sequence[Organisation | None], snapshots: Sequence[Snapshot]) -> dict[str, Any]:
    """Next first of April, when a year of the government's budget begins, or in between the first of the next quarter."""
    month = (today.month - 1) // 3 * 3 + 4
    start = dt.date(today.year + 1, 1, 1) if month > 12 else dt.date(today.year, month, 1)
    place = scopes[0] if scopes else None
    words = {"name": place.acronym if place else _now("gouvernement"), "year": start.year, "next": start.year + 1}
    return {
        "scope": str(place.pk) if place else GOVERNMENT, "from_on": start, "edit": 0,
        "name_fr": _now("Plan d’intervention %(year)s-%(next)s") % words,
        "snapshot": str(snapshots[0].pk) if snapshots else "",
    }  # fmt: skip


def _of(plan: Intervention) -> dict[str, Any]:
    return {
        "scope": str(plan.organisation_id or GOVERNMENT), "name_fr": plan.name_fr, "name_en": plan.name_en,
        "snapshot": str(plan.snapshot_id or ""), "from_on": plan.from_on, "budget": as_dollars(plan.budget_cents),
        "note": plan.note, "edit": plan.edit,
    }  # fmt: skip
