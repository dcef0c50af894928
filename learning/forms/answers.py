"""One answer to one statement."""

import datetime as dt
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from competencies.models import Item
from learning.models import Run

DONT_KNOW = "sais-pas"


def stamp(run: Run, item: Item, at: dt.datetime) -> str:
    """When this statement was shown, signed: the page brings it back with the answer."""
    return signing.dumps([run.pk, item.key, int(at.timestamp())], salt="learning.statement")


class AnswerForm(forms.Form):
    """`enonce`: key of the statement; `place`: its number; `reponse`: 0 to 3 (or the option), or « sais-pas »; `debut`:
    the stamp."""

    enonce = forms.CharField(max_length=20)
    place = forms.IntegerField(min_value=1, max_value=999)
    reponse = forms.RegexField(
        rf"^([0-9]|{DONT_KNOW})$",
        error_messages={
            "required": _("Choisissez une des réponses, ou «\xa0Je ne sais pas\xa0»."),
            "invalid": _("Choisissez une des réponses proposées."),
        },
    )
    debut = forms.CharField(required=False, max_length=300)

    @property
    def value(self) -> int | None:
        answer = self.cleaned_data["reponse"]
        return None if answer == DONT_KNOW else int(answer)

    def seconds(self, run: Run, at: dt.datetime) -> int | None:
        """How long the statement was on the screen; None when the stamp is missing, forged or another's."""
        try:
            stamped: list[Any] = signing.loads(self.cleaned_data["debut"], salt="learning.statement")
        except signing.BadSignature:
            return None
        if stamped[:2] != [run.pk, self.cleaned_data["enonce"]]:
            return None
        return max(int(at.timestamp()) - stamped[2], 0)
