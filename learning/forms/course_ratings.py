"""An opinion of a course, and whether one is shown among those who took it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import CourseRating

STARS = [
    (5, _("5 · à recommander sans hésiter")),
    (4, _("4 · utile")),
    (3, _("3 · correcte")),
    (2, _("2 · peu utile")),
    (1, _("1 · à revoir")),
]


class RatingForm(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("Votre appréciation"), choices=STARS, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une appréciation.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Ce que vous en dites aux collègues"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facultatif. Signé de votre nom, visible de tout le réseau."),
    )  # fmt: skip
    shown = forms.BooleanField(
        label=_("Montrer que j’ai suivi cette formation"), required=False,
        help_text=_("Votre nom paraît parmi les collègues à qui en parler. Rien d’autre n’est montré."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, rating: CourseRating | None = None, shown: bool = False) -> None:
        initial: dict[str, Any] = {"shown": shown}
        if rating is not None:
            initial |= {"stars": rating.stars, "text": rating.text}
        super().__init__(data, initial=initial)
