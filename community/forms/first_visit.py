"""The step « quels espaces » of the first visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import SpaceAccess
from community.queries import spaces as space_queries
from people.models import Person


class WhichSpacesForm(forms.Form):
    """The spaces that most members chose, those on request marked as such. Gives their ids."""

    spaces = forms.TypedMultipleChoiceField(
        label=_("Espaces"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: Person, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["spaces"].choices = [  # type: ignore[attr-defined]
            (space.pk, _label(space)) for space in space_queries.to_begin_with(person)
        ]


def _label(space: Any) -> str:
    words = space.name + _(" : ") + space.summary if space.summary else space.name
    if space.access == SpaceAccess.REQUEST:
        return _("%(words)s (sur demande)") % {"words": words}
    return str(words)
