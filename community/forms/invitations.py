"""Inviting: a word for one person, and whom a round means."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.queries.invitations import Criteria
from competencies.queries.frameworks import competency_choices
from job_profiles.queries.profiles import profile_choices
from people.models import Organisation


def message_field() -> forms.CharField:
    return forms.CharField(
        label=_("Votre mot"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pourquoi vous pensez à ces personnes. Il accompagne chaque invitation."),
        error_messages={"max_length": _("Votre mot compte %(show_value)d caractères; la limite est de %(limit_value)d.")},
    )


class InvitationForm(forms.Form):
    """One person, found by name; the view reads `personne`."""

    message = message_field()


class RoundForm(forms.Form):
    """Everybody who meets what is ticked: values of one list are alternatives, lists add up."""

    organisation = forms.TypedMultipleChoiceField(
        label=_("Organisation"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Qui y est employé ou affecté."),
    )  # fmt: skip
    profile = forms.MultipleChoiceField(
        label=_("Profil d’emploi"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Qui l’occupe et vous le laisse voir."),
    )  # fmt: skip
    competency = forms.MultipleChoiceField(
        label=_("Compétence montrée"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Qui la montre à tout le réseau sur son profil; rien de ce qui est gardé privé ne compte."),
    )  # fmt: skip
    message = message_field()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        organisations = [(one.pk, one.name) for one in Organisation.objects.order_by("sort_key")]
        choices = {"organisation": organisations, "profile": profile_choices(), "competency": competency_choices()}
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.criteria().empty:
            raise forms.ValidationError(_("Cochez au moins une organisation, un profil ou une compétence."))
        return cleaned

    def criteria(self) -> Criteria:
        """Whom the valid form means."""
        found = self.cleaned_data
        return Criteria(
            organisations=tuple(found.get("organisation", ())),
            profiles=tuple(found.get("profile", ())),
            competencies=tuple(found.get("competency", ())),
        )
