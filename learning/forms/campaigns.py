"""A campaign being written: for whom, what it is called, when, what the invitation says."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from job_profiles.models import JobProfile
from learning.actions.campaigns import Plan
from learning.models import Campaign
from people.models import Organisation

USUAL = dt.timedelta(days=28)
GOVERNMENT = "gouvernement"
INVITATION_FR = (
    "Quelles compétences en communication numérique voulons-nous renforcer? Un diagnostic d’une douzaine de minutes vous "
    "dit où vous en êtes, pour vous d’abord. Si vous l’acceptez, il compte dans des totaux arrondis qui aident à choisir "
    "les prochaines formations. Personne ne sait qui répond."
)
INVITATION_EN = (
    "Which digital communication skills do we want to strengthen? A diagnostic of about twelve minutes tells you where you "
    "stand, for yourself first. If you agree, it counts in rounded totals that help choose the next courses. Nobody knows "
    "who answers."
)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class PopulationForm(forms.Form):
    """For whom: the part of the form that the preview of the population reads too."""

    scope = forms.ChoiceField(label=_("Campagne de"), widget=forms.RadioSelect)
    organisations = forms.ModelMultipleChoiceField(
        label=_("Ministères et organismes invités"), required=False, widget=forms.CheckboxSelectMultiple,
        queryset=Organisation.objects.filter(covered=True).order_by("sort_key"),
        help_text=_("Aucun coché\xa0: tous."),
    )  # fmt: skip
    profiles = forms.ModelMultipleChoiceField(
        label=_("Profils d’emploi invités"), required=False, widget=forms.CheckboxSelectMultiple,
        queryset=JobProfile.objects.order_by("order", "key"),
        help_text=_("Aucun coché\xa0: tous, y compris les personnes qui n’ont pas dit leur profil."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, scopes: Sequence[Organisation | None], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.scopes = {str(one.pk) if one else GOVERNMENT: one for one in scopes}
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            (key, one.name if one else _("Tout le gouvernement")) for key, one in self.scopes.items()
        ]
        self.initial.setdefault("scope", next(iter(self.scopes), ""))
        if GOVERNMENT not in self.scopes:
            del self.fields["organisations"]

    @property
    def organisation(self) -> Organisation | None:
        return self.scopes[self.cleaned_data["scope"]]

    @property
    def narrowed(self) -> list[Organisation]:
        """Organisations ticked; of a campaign of one organisation, none."""
        return [] if self.organisation else list(self.cleaned_data.get("organisations", ()))


class CampaignForm(PopulationForm):
    name_fr = forms.CharField(label=_("Nom"), max_length=120, error_messages={"required": _("Donnez un nom à la campagne.")})
    name_en = forms.CharField(label=_("Nom anglais"), max_length=120, required=False)
    opens_on = _day(_("Premier jour"), _("La campagne s’ouvre d’elle-même ce matin-là, une fois programmée."))
    closes_on = _day(_("Dernier jour"), _("Ce jour compris. D’une semaine à six mois."))
    invitation_fr = forms.CharField(
        label=_("Texte d’invitation"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Dans le courriel et sur la page d’invitation. Le système ajoute les dates, qui voit quoi et le lien."),
        error_messages={"required": _("Écrivez le texte d’invitation.")},
    )  # fmt: skip
    invitation_en = forms.CharField(
        label=_("Texte d’invitation, en anglais"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    edit = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        data: Any = None,
        *,
        scopes: Sequence[Organisation | None],
        today: dt.date,
        campaign: Campaign | None = None,
    ) -> None:
        super().__init__(data, scopes=scopes, initial=_first(today) if campaign is None else _of(campaign))
        if campaign is not None:
            self.fields["scope"].disabled = True

    @property
    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(
            name_fr=given["name_fr"], name_en=given["name_en"], opens_on=given["opens_on"], closes_on=given["closes_on"],
            invitation_fr=given["invitation_fr"], invitation_en=given["invitation_en"], organisations=self.narrowed,
            profiles=list(given["profiles"]),
        )  # fmt: skip


class ExtendForm(forms.Form):
    closes_on = _day(_("Nouveau dernier jour"))


def _first(today: dt.date) -> dict[str, Any]:
    opens_on = today + dt.timedelta(days=1)
    return {
        "opens_on": opens_on, "closes_on": opens_on + USUAL, "invitation_fr": INVITATION_FR, "invitation_en": INVITATION_EN,
        "edit": 0,
    }  # fmt: skip


def _of(campaign: Campaign) -> dict[str, Any]:
    names = ("name_fr", "name_en", "opens_on", "closes_on", "invitation_fr", "invitation_en", "edit")
    return {
        "scope": str(campaign.organisation_id or GOVERNMENT),
        "organisations": [one.pk for one in campaign.organisations.all()],
        "profiles": [one.pk for one in campaign.profiles.all()],
        **{name: getattr(campaign, name) for name in names},
    }
