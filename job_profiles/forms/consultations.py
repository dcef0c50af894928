"""A round opened or extended, a reply, a decision, a proposal of change."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from job_profiles.enums import Article, DecisionOutcome, ReplyOutcome
from job_profiles.queries.consultations import may_be_asked
from people.models import Organisation

WEEKS = dt.timedelta(days=21)
LONGEST = 4000


def _day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget, required=required)


class MinistriesField(forms.ModelMultipleChoiceField):
    """Ministries, those that nobody answers for said so."""

    def label_from_instance(self, obj: Organisation) -> str:
        words = f"{obj.acronym} · {obj.name}"
        spoken_for = getattr(obj, "spoken_for", True)
        return words if spoken_for else str(_("%(words)s (personne n’en répond encore)") % {"words": words})


class RoundForm(forms.Form):
    """`organisations`: those with a respondent are ticked to begin with."""

    closes_on = _day_field(_("Dernier jour pour répondre"), _("Ce jour compris, à l’heure du Québec."))
    quorum = forms.IntegerField(
        label=_("Quorum, en % des ministères consultés"), min_value=1, max_value=100, initial=50,
        help_text=_("Sans lui, la version ne peut être soumise à la décision qu’avec des motifs."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Mot aux ministères"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    organisations = MinistriesField(
        label=_("Ministères consultés"), queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un ministère.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, today: dt.date) -> None:
        found = may_be_asked(today)
        ticked = [row.pk for row in found if getattr(row, "spoken_for", False)]
        super().__init__(data, initial={"closes_on": today + WEEKS, "organisations": ticked})
        self.fields["organisations"].queryset = found  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    closes_on = _day_field(_("Nouveau dernier jour"))


class ReplyForm(forms.Form):
    """What the owner does with one observation."""

    outcome = forms.ChoiceField(
        label=_("Suite donnée"), choices=ReplyOutcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Dites ce que vous faites de l’observation.")},
    )  # fmt: skip
    reply = forms.CharField(
        label=_("Réponse au ministère"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lue par tous les membres, dans le journal de la version."),
        error_messages={"required": _("Écrivez votre réponse.")},
    )  # fmt: skip


class SubmitForm(forms.Form):
    note = forms.CharField(
        label=_("Mot à l’équipe stratégique"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    without_quorum = forms.BooleanField(
        label=_("Demander une décision sans quorum, pour les motifs ci-dessus"), required=False
    )


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Décision"), widget=forms.RadioSelect,
        choices=[
            (DecisionOutcome.APPROVED.value, _("Approuver")),
            (DecisionOutcome.REWORK.value, _("Renvoyer à la rédaction, avec ce qui est à remanier")),
            (DecisionOutcome.REFUSED.value, _("Refuser")),
        ],
        error_messages={"required": _("Choisissez une décision.")},
    )  # fmt: skip
    effective_on = _day_field(
        _("Entrée en vigueur"), _("Pour une approbation. Aujourd’hui\xa0: la version remplace aussitôt celle d’avant."),
        required=False,
    )  # fmt: skip
    reasons = forms.CharField(
        label=_("Motifs"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lus par tous les membres, dans le journal de la version."),
        error_messages={"required": _("Dites les motifs de la décision\xa0: ils sont lus par tous les membres.")},
    )  # fmt: skip
    without_quorum = forms.BooleanField(label=_("Je décide sans quorum"), required=False)

    def __init__(self, data: Any = None, *, reached: bool) -> None:
        super().__init__(data, initial={"effective_on": timezone.localdate()})
        if reached:
            del self.fields["without_quorum"]


class RetireForm(forms.Form):
    reasons = forms.CharField(
        label=_("Pourquoi la retirer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Dites pourquoi cette version est retirée.")},
    )  # fmt: skip


class CommentForm(forms.Form):
    body = forms.CharField(
        label=_("Votre commentaire"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Écrivez votre commentaire.")},
    )  # fmt: skip


class ChangeForm(forms.Form):
    """A change of one article, asked for by a member."""

    article = forms.ChoiceField(label=_("Article"), choices=Article.choices)
    body = forms.CharField(
        label=_("Ce que vous changeriez"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Écrivez le texte que vous proposez, ou dites ce qui manque."),
        error_messages={"required": _("Dites ce que vous changeriez.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Pourquoi"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Dites pourquoi\xa0: c’est ce qui aide à trancher.")},
    )  # fmt: skip


class ChangeAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Réponse à la personne"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Écrivez votre réponse\xa0: la personne qui propose la lira.")},
    )  # fmt: skip
