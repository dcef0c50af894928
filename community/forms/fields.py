"""Fields that several forms of the community share."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.actions.texts import MAX_BODY
from community.actions.threads import MAX_TOPICS

LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
MAX_TOPIC = 60


class TopicsInput(forms.TextInput):
    """Names separated by commas; the browser proposes topics for the one being typed, from a list that htmx renews."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "list": "topic-options",
                "autocomplete": "off",
                "hx-get": reverse_lazy("community:topic-options"),
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#topic-options",
                "hx-swap": "innerHTML",
                "hx-sync": "this:replace",
            }
        )


class TopicsField(forms.CharField):
    """Topics as one types them: « accessibilité, PDF ». Gives a list of names, each once, without a leading « # »."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("label", _("Étiquettes"))
        values.setdefault("help_text", _("Séparées par des virgules. Elles aident à retrouver ce dont on parle."))
        super().__init__(required=False, max_length=400, widget=TopicsInput(), **values)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(value or [])

    def clean(self, value: Any) -> list[str]:
        text = super().clean(self.prepare_value(value))
        parts = (" ".join(part.split()).lstrip("# ") for part in re.split(r"[,;\n]", text))
        names = list({part.casefold(): part for part in parts if part}.values())
        if len(names) > MAX_TOPICS:
            raise ValidationError(_("Gardez au plus %(limit)s étiquettes."), params={"limit": MAX_TOPICS})
        if any(len(name) > MAX_TOPIC for name in names):
            raise ValidationError(_("Une étiquette compte au plus %(limit)s caractères."), params={"limit": MAX_TOPIC})
        return names


class CompetenciesField(forms.MultipleChoiceField):
    """Competencies of the current framework, a few at most. Gives their codes."""

    def __init__(self, *, limit: int, **values: Any) -> None:
        self.limit = limit
        values.setdefault("label", _("Compétences"))
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **values)

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        if len(chosen) > self.limit:
            raise ValidationError(_("Choisissez au plus %(limit)s compétences."), params={"limit": self.limit})
        return chosen


class BodyField(forms.CharField):
    """A member's Markdown. The last word on it is the action's (mentions, empty after trimming)."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("label", _("Votre texte"))
        super().__init__(
            widget=forms.Textarea,
            max_length=MAX_BODY,
            strip=False,
            error_messages={
                "required": _("Écrivez quelque chose avant de publier."),
                "max_length": _(
                    "Votre texte compte %(show_value)d caractères; la limite est de %(limit_value)d. "
                    "Raccourcissez-le ou joignez un document."
                ),
            },
            **values,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a paste that is too long is kept and said, not cut in silence."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


def language_field() -> forms.ChoiceField:
    """In which language the text is written: pages mark it, so that it is read aloud as it should."""
    return forms.ChoiceField(label=_("Langue du texte"), choices=LANGUAGES, initial="fr")
