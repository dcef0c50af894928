"""What holds for all notices: switches, digests, quiet hours, a pause."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from activity.enums import DigestCadence
from activity.models import NotificationSettings
from core.templatetags.formatting import clock

LONGEST_PAUSE = dt.timedelta(days=366)


def _hours() -> list[tuple[int, str]]:
    return [(hour, clock(dt.time(hour))) for hour in range(24)]


class SettingsForm(forms.Form):
    in_app = forms.BooleanField(label=_("La cloche, dans Maillage"), required=False)
    email = forms.BooleanField(label=_("Les courriels de notification"), required=False)
    digest_on = forms.BooleanField(label=_("Les récapitulatifs"), required=False)
    digest = forms.ChoiceField(label=_("Rythme des récapitulatifs d’espaces"), choices=DigestCadence.choices)
    digest_hour = forms.TypedChoiceField(label=_("Heure du récapitulatif"), choices=_hours, coerce=int)
    digest_weekday = forms.TypedChoiceField(
        label=_("Jour du récapitulatif de la semaine"), choices=lambda: list(WEEKDAYS.items()), coerce=int
    )
    quiet_from = forms.TimeField(
        label=_("Aucun courriel à partir de"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    quiet_to = forms.TimeField(
        label=_("… et jusqu’à"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    quiet_weekends = forms.BooleanField(label=_("Aucun courriel la fin de semaine"), required=False)
    paused_until = forms.DateField(
        label=_("Aucun courriel avant le"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, data: Any = None, *, chosen: NotificationSettings) -> None:
        super().__init__(data, initial={name: getattr(chosen, name) for name in self.base_fields})
        today = timezone.localdate()
        if chosen.paused_until is not None and chosen.paused_until <= today:
            self.initial["paused_until"] = None

    def clean_paused_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["paused_until"]
        today = timezone.localdate()
        if day is None:
            return None
        if day <= today:
            raise forms.ValidationError(_("Choisissez un jour à venir, ou laissez vide."))
        if day > today + LONGEST_PAUSE:
            raise forms.ValidationError(_("Une pause dure un an au plus. Pour tout arrêter, décochez les courriels."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("quiet_from"), cleaned.get("quiet_to")
        if (start is None) != (end is None) and not {"quiet_from", "quiet_to"} & set(self.errors):
            missing = "quiet_from" if start is None else "quiet_to"
            self.add_error(missing, _("Donnez les deux heures, ou aucune."))
        return cleaned
