"""Asking peers to read a sheet, and answering as one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.actions.practices.reviews import MAX_COMMENT
from community.forms.practice_fields import PeopleField, RemarkField
from community.models.practice_reviews import MAX_REMARK, REMARKED
from people.models import Person


class AskReviewForm(forms.Form):
    """One to three people: facilitators as boxes, other members of the space by name."""

    reviewers = forms.MultipleChoiceField(
        label=_("L’animation de l’espace"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = PeopleField(
        label=_("Autres membres de l’espace"),
        suggestions="others",
        help_text=_("Des noms, séparés par des virgules. Trois personnes au plus en tout."),
    )

    def __init__(self, *args: Any, people: list[Person], again: list[Person], **values: Any) -> None:
        """`people`: the facilitators; `again`: who asked for changes, chosen beforehand."""
        self.people = {str(person.pk): person for person in people}
        initial = {
            "reviewers": [str(person.pk) for person in again if str(person.pk) in self.people],
            "others": [person for person in again if str(person.pk) not in self.people],
        }
        super().__init__(*args, **values | {"initial": initial})
        self.fields["reviewers"].choices = [  # type: ignore[attr-defined]
            (key, f"{person.name} ({person.organisation.acronym})") for key, person in self.people.items()
        ]

    @property
    def chosen(self) -> list[Person]:
        ticked = [self.people[key] for key in self.cleaned_data.get("reviewers", [])]
        return [*ticked, *self.cleaned_data.get("others", [])]


class ReviewForm(forms.Form):
    """What the peer says of each part (`remark_<part>`) and of the whole; the buttons say whether it is published."""

    comment = RemarkField(
        label=_("Votre avis sur l’ensemble"),
        limit=MAX_COMMENT,
        rows=4,
        help_text=_("Pour demander des changements, dites ici ou à côté d’une partie ce qu’il faudrait changer."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, headings: dict[str, Any], **values: Any) -> None:
        super().__init__(*args, **values)
        for part in REMARKED:
            label = _("Remarque\xa0: %(part)s") % {"part": headings[part]}
            self.fields[f"remark_{part}"] = RemarkField(label=label, limit=MAX_REMARK, rows=3)

    @property
    def remarks(self) -> dict[str, str]:
        """By part, as typed."""
        return {part: self.cleaned_data.get(f"remark_{part}", "") for part in REMARKED}
