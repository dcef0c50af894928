"""Where a bookmark lies, the note on it, the reminder."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activity.actions.collections import MAX_NAME, MAX_NOTE
from activity.rules.reminders import moment_of

REMINDERS = [
    ("", _("Pas de rappel")),
    ("garder", _("Garder le rappel prévu")),
    ("demain", _("Demain matin")),
    ("lundi", _("Lundi matin")),
    ("date", _("À une date")),
]


class BookmarkForm(forms.Form):
    """`collection` is chosen, or made by its name. Gives `remind_at`, in the zone of the page."""

    collection = forms.TypedChoiceField(label=_("Collection"), required=False, coerce=int, empty_value=None)
    new_collection = forms.CharField(label=_("… ou une nouvelle collection"), required=False, max_length=MAX_NAME)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=MAX_NOTE, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Pour vous seulement."),
    )  # fmt: skip
    reminder = forms.ChoiceField(label=_("Me le rappeler"), required=False, choices=REMINDERS)
    day = forms.DateField(
        label=_("Le"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Écrivez la date comme ceci\xa0: 2026-12-31.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, collections: list[tuple[int, str]], now: dt.datetime, planned: bool, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        self.now = now
        self.fields["collection"].choices = [("", _("Aucune")), *collections]  # type: ignore[attr-defined]
        choices = [row for row in REMINDERS if planned or row[0] != "garder"]
        self.fields["reminder"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            moment = moment_of(cleaned.get("reminder", ""), day=cleaned.get("day"), now=self.now)
        except ValueError:
            self.add_error("day", _("Choisissez un jour à venir, dans l’année."))
        else:
            cleaned["remind_at"] = moment
        return cleaned
