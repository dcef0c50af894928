"""« Réutilisée chez nous aussi » : what it gave there, what was adapted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.actions.reuses import MAX_ADAPTED, MAX_RESULT


class ReuseForm(forms.Form):
    """Two fields; the last word on them is the action's."""

    result = forms.CharField(
        label=_("Ce que cela a donné chez vous"),
        help_text=_("Une à trois phrases, avec un chiffre si vous en avez un. Tout le monde qui lit la fiche le lira."),
        max_length=MAX_RESULT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Dites en une phrase ce que cela a donné chez vous."),
            "max_length": _(
                "Votre texte compte %(show_value)d caractères; la limite est de %(limit_value)d. Gardez l’essentiel\xa0: "
                "le détail a sa place dans une fiche."
            ),
        },
    )
    adapted = forms.CharField(
        label=_("Ce que vous avez adapté"),
        help_text=_("Facultatif. Par exemple\xa0: «\xa0Version courte, sans la vidéo.\xa0»"),
        required=False,
        max_length=MAX_ADAPTED,
        error_messages={
            "max_length": _(
                "Cette ligne compte %(show_value)d caractères; la limite est de %(limit_value)d. Raccourcissez-la."
            )
        },
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        # No `maxlength`: what is pasted too long is kept and said, not cut in silence.
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
