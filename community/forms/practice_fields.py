"""Fields of the forms about sheets: members’ Markdown, members by name."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.actions.practices import MAX_SECTION
from community.queries.practice_people import named, written
from people.models import Person


class SectionField(forms.CharField):
    """Members' Markdown, empty as long as it is a draft. A paste that is too long is kept and said, not cut."""

    too_long = _(
        "Cette partie compte %(show_value)d caractères; la limite est de %(limit_value)d. "
        "Raccourcissez-la ou joignez un document."
    )

    def __init__(self, *, rows: int = 6, limit: int = MAX_SECTION, **values: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.Textarea(attrs={"rows": rows}),
            max_length=limit,
            strip=False,
            error_messages={"max_length": self.too_long},
            **values,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class PeopleField(forms.CharField):
    """Members by their names, separated by commas; of two who share a name, « Nom (SIGLE) » says which. Gives people."""

    def __init__(self, *, suggestions: str, **values: Any) -> None:
        attrs = {
            "list": f"{suggestions}-options",
            "autocomplete": "off",
            "hx-get": reverse_lazy("community:practice-people"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{suggestions}-options",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }
        super().__init__(required=False, max_length=600, widget=forms.TextInput(attrs=attrs), **values)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(written(person) for person in value or [])

    def clean(self, value: Any) -> list[Person]:
        names = [part for part in (" ".join(one.split()) for one in re.split(r"[,;\n]", super().clean(value))) if part]
        people: list[Person] = []
        for name in names:
            found = named(name)
            if not found:
                raise ValidationError(_("Personne du réseau ne s’appelle «\xa0%(name)s\xa0»."), params={"name": name})
            if len(found) > 1:
                words = _("Plusieurs personnes s’appellent ainsi. Écrivez laquelle\xa0: %(names)s.")
                raise ValidationError(words, params={"names": ", ".join(written(one) for one in found[:4])})
            people.append(found[0])
        return people


class OnePersonField(PeopleField):
    """One member by name; None when nothing is written."""

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value([value] if isinstance(value, Person) else value)

    def clean(self, value: Any) -> Person | None:  # type: ignore[override]
        people = super().clean(value)
        if len(people) > 1:
            raise ValidationError(_("Nommez une seule personne."))
        return people[0] if people else None


class RemarkField(SectionField):
    """What a peer says of one part, or of the whole."""

    too_long = _("Cette remarque compte %(show_value)d caractères; la limite est de %(limit_value)d. Allez à l’essentiel.")
