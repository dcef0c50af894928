"""Choosing what a diagnostic aims at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.models import Competency
from core.templatetags.formatting import day
from learning.models import Campaign
from learning.queries.targets import GroupChoice

IN_CAMPAIGN = "campagne-"


@dataclass(frozen=True)
class LevelRow:
    """One competency of the tick list, with what was ticked."""

    competency: Competency
    level: int
    ticked: bool


class CountedForm(forms.Form):
    """Whether the answers may count in totals, and in which; nothing is chosen beforehand. Only a diagnostic against one's
    own profile can count (`mine`): for another target there is nothing to choose."""

    compter = forms.ChoiceField(
        label=gettext_lazy("Compter mes réponses dans des totaux arrondis?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Ils servent à prévoir les formations, ne nomment personne et ne sont publiés qu’à partir de cinq personnes."
            " Vous pourrez changer d’avis."
        ),
        error_messages={
            "required": gettext_lazy("Dites si vos réponses comptent ou non\xa0: rien n’est choisi à votre place.")
        },
    )

    def __init__(
        self, *args: Any, invitations: Sequence[Campaign], asked: Campaign | None = None, mine: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.invitations = {f"{IN_CAMPAIGN}{one.pk}": one for one in invitations}
        self.asked = asked
        found = [(key, _words(campaign)) for key, campaign in self.invitations.items()]
        if not found:
            found = [("oui", _("Oui, dans les totaux du réseau"))]
        self.fields["compter"].choices = [*found, ("non", _("Non, pour moi seulement"))]  # type: ignore[attr-defined]
        if not mine:
            del self.fields["compter"]
        elif asked is not None:
            self.initial["compter"] = f"{IN_CAMPAIGN}{asked.pk}"

    @property
    def counted(self) -> bool:
        return self.cleaned_data.get("compter", "non") != "non"

    @property
    def campaign(self) -> Campaign | None:
        """Who came from a campaign answers it, also without counting: its versions hold, and no reminder follows."""
        if "compter" not in self.fields:
            return None
        return self.invitations.get(self.cleaned_data["compter"]) or (None if self.counted else self.asked)


def _words(campaign: Campaign) -> str:
    words = _("Oui, dans ceux de la campagne «\xa0%(name)s\xa0», jusqu’au %(date)s")
    return words % {"name": campaign.name, "date": day(campaign.closes_on)}


class LevelsForm(CountedForm):
    """Single competencies, each with the level aimed at: `competence` codes, `niveau-CODE`."""

    field_order = ["competence", "compter"]

    competence = forms.MultipleChoiceField(
        label=gettext_lazy("Compétences"),
        error_messages={"required": gettext_lazy("Cochez au moins une compétence.")},
    )

    def __init__(self, *args: Any, groups: Sequence[GroupChoice], **kwargs: Any) -> None:
        super().__init__(*args, mine=False, **kwargs)
        self.known = {one.code: (one, level) for group in groups for one, level in group.rows}
        self.fields["competence"].choices = [(code, one.name) for code, (one, _level) in self.known.items()]  # type: ignore[attr-defined]
        self.groups = groups

    @property
    def rows(self) -> list[tuple[str, list[LevelRow]]]:
        """By group, as typed or as proposed."""
        ticked = set(self["competence"].value() or [])
        return [
            (group.name, [LevelRow(one, self._level(one.code, level), one.code in ticked) for one, level in group.rows])
            for group in self.groups
        ]

    @property
    def ticked(self) -> int:
        return len(set(self["competence"].value() or []) & set(self.known))

    @property
    def levels(self) -> dict[Competency, int]:
        """Of a form that is valid."""
        chosen = (self.known[code] for code in self.cleaned_data["competence"])
        return {one: self._level(one.code, level) for one, level in chosen}

    def _level(self, code: str, proposed: int) -> int:
        typed = self.data.get(f"niveau-{code}", "")
        return int(typed) if typed in {"1", "2", "3", "4"} else proposed
