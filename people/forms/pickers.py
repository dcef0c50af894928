"""Naming a member in a form without JavaScript: a name, a name with its organisation, or an address."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from people.models import Person
from people.queries.persons import described_as


class MemberField(forms.CharField):
    """Text that must name one active member; empty gives None. `viewer` is set by the form, before it is cleaned."""

    viewer: Person | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Person | None:
        text = str(super().clean(value) or "").strip()
        if not text or self.viewer is None:
            return None
        found = described_as(self.viewer, text)
        if len(found) > 1:
            raise forms.ValidationError(_("Deux membres portent ce nom\u00a0: donnez plutôt le courriel."))
        if not found:
            raise forms.ValidationError(
                _("Personne de ce nom dans le réseau. Choisissez dans la liste, ou donnez le courriel.")
            )
        return found[0]


def name_with_place(person: Person) -> str:
    """How the lists of members write one; `described_as` reads it back. The organisation must have been joined."""
    return f"{person.name} ({person.organisation.acronym})"
