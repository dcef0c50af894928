"""Tidying topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.models import Topic
from competencies.queries.topics import find_topics
from competencies.rules.topics import MAX_NAME, folded


class TopicForm(forms.Form):
    """The two names of a topic."""

    name = forms.CharField(label=_("Nom"), max_length=MAX_NAME)
    name_en = forms.CharField(
        label=_("Nom anglais"),
        max_length=MAX_NAME,
        required=False,
        help_text=_("Montré aux membres qui lisent en anglais. Écrire ce nom mène aussi à l’étiquette."),
    )


class MergeForm(forms.Form):
    """Two topics by their names, as one types them."""

    merge = forms.CharField(
        label=_("Fusionner"), max_length=MAX_NAME, help_text=_("Cette étiquette disparaît\xa0: son nom mènera à l’autre.")
    )
    keep = forms.CharField(label=_("Dans"), max_length=MAX_NAME, help_text=_("Cette étiquette reste."))

    def clean(self) -> dict[str, Any]:
        """Names become topics; an unknown one is said beside its field."""
        cleaned: dict[str, Any] = dict(super().clean() or {})
        keys = {name: folded(cleaned[name]) for name in ("merge", "keep") if name in cleaned}
        found: dict[str, Topic] = find_topics(set(keys.values()) - {""})
        for name, key in keys.items():
            if key in found:
                cleaned[name] = found[key]
            else:
                self.add_error(name, _("Aucune étiquette n’a ce nom. Vérifiez-le dans la liste."))
        if not self.errors and cleaned["merge"] == cleaned["keep"]:
            self.add_error("keep", _("C’est la même étiquette. Choisissez-en deux différentes."))
        return cleaned
