"""Planning a session: several meetings without JavaScript, where, how many seats."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.actions.sessions import MOST_MEETINGS, MOST_SEATS, SessionPlan
from learning.enums import SessionMode
from learning.models import Course, Session
from people.models import Person

ROWS, MORE = 3, 3  # meetings shown at first; added by « Ajouter des rencontres »
_MOMENT = "%Y-%m-%dT%H:%M"


def moment_field(label: Any, **values: Any) -> forms.DateTimeField:
    """A day and an hour in the time of Québec, by the browser's own control."""
    invalid = _("Indiquez un jour et une heure qui existent, par exemple le 3 mars 2027 à 13 h 30.")
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local", "class": "input"}),
        input_formats=[_MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], error_messages={"invalid": invalid}, **values,
    )  # fmt: skip


class MeetingForm(forms.Form):
    """One row: a day, a start, an end. A row without any of them is no meeting."""

    day = forms.DateField(
        label=_("Jour"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"})
    )
    start = forms.TimeField(
        label=_("Début"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"})
    )
    end = forms.TimeField(
        label=_("Fin"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"})
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        for field in self.fields.values():
            field.optional = ""  # type: ignore[attr-defined]  # the heading says that a row may stay empty

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        given = {name: cleaned.get(name) for name in ("day", "start", "end")}
        if any(given.values()) and not self.errors:
            words = {"day": _("Donnez le jour."), "start": _("Donnez l’heure de début."), "end": _("Donnez l’heure de fin.")}
            for name, value in given.items():
                if value is None:
                    self.add_error(name, words[name])
        return cleaned

    def hours(self) -> tuple[dt.datetime, dt.datetime] | None:
        if not self.cleaned_data.get("day"):
            return None
        day = self.cleaned_data["day"]
        start, end = (timezone.make_aware(dt.datetime.combine(day, self.cleaned_data[name])) for name in ("start", "end"))
        return start, end


MeetingFormSet = forms.formset_factory(MeetingForm, extra=0, max_num=MOST_MEETINGS, absolute_max=MOST_MEETINGS)


class SessionForm(forms.Form):
    """Everything but the meetings, which stand in their own rows (`meetings_form`)."""

    mode = forms.ChoiceField(
        label=_("Formule"), choices=SessionMode.choices, widget=forms.RadioSelect, initial=SessionMode.ROOM
    )
    language = forms.ChoiceField(
        label=_("Langue"), choices=(("fr", _("Français")), ("en", _("Anglais"))), widget=forms.RadioSelect, initial="fr"
    )
    place = forms.CharField(
        label=_("Lieu"), required=False, max_length=300, help_text=_("Adresse, étage, salle. Sauf si tout est en ligne.")
    )
    online_url = forms.URLField(
        label=_("Lien de participation"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Montré aux personnes dont la place est confirmée. Il peut venir plus tard."),
        error_messages={"invalid": _("Indiquez une adresse Web complète, qui commence par https://.")},
    )  # fmt: skip
    accessibility = forms.CharField(
        label=_("Accessibilité des lieux"), required=False, max_length=300,
        help_text=_("Accès sans marche, boucle auditive, sous-titrage, qui joindre pour un besoin."),
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=MOST_SEATS,
        error_messages={"required": _("Dites combien de places il y a."), "invalid": _("Écrivez un nombre entier.")},
    )  # fmt: skip
    minimum = forms.IntegerField(
        label=_("Minimum pour que la séance ait lieu"), required=False, min_value=0, max_value=MOST_SEATS,
        help_text=_("Vide\xa0: elle a lieu quel que soit le nombre."),
        error_messages={"invalid": _("Écrivez un nombre entier.")},
    )  # fmt: skip
    decide_on = forms.DateField(
        label=_("Jour de la décision"), required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"}),
        help_text=_("Ce jour-là, à 17 h, la séance est confirmée ou annulée d’elle-même selon le minimum. Les quotas ne "
                    "retiennent plus de places dès ce matin-là."),
    )  # fmt: skip
    closes_at = moment_field(
        _("Fin des inscriptions"), required=False, help_text=_("Vide\xa0: jusqu’au début de la première rencontre.")
    )
    trainers = forms.ModelMultipleChoiceField(
        label=_("Qui donne la séance"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une personne.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, course: Course, session: Session | None = None, by: Person) -> None:
        self.meetings_form = MeetingFormSet(_with_rows(data), prefix="rencontres", initial=_rows(session, data))
        super().__init__(data, initial=_initial(session, course, by))
        people = {*course.trainers.values_list("pk", flat=True), by.pk}
        people |= {*session.trainers.values_list("pk", flat=True)} if session is not None else set()
        field = self.fields["trainers"]
        field.queryset = Person.objects.active().filter(pk__in=people).order_by("sort_key", "pk")  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.meetings_form.is_valid()])

    def plan(self) -> SessionPlan:
        values = dict(self.cleaned_data)
        meetings = [hours for form in self.meetings_form if (hours := form.hours()) is not None]
        values["minimum"] = values["minimum"] or 0
        values["trainers"] = list(values["trainers"])
        return SessionPlan(meetings=meetings, **values)

    def refuse(self, errors: dict[str, list[str]]) -> None:
        """What the action refused, at its field; of the meetings, above their rows."""
        for name, words in errors.items():
            self.add_error(name if name in self.fields else None, words)  # type: ignore[arg-type]


def _with_rows(data: Any) -> Any:
    """« Ajouter des rencontres » posts the form again with more empty rows; what was typed stays."""
    if data is None or "ajouter" not in data:
        return data
    more = data.copy()
    shown = more.get("rencontres-TOTAL_FORMS", "0")
    total = min(int(shown) if shown.isdigit() and len(shown) < 4 else ROWS, MOST_MEETINGS)
    more["rencontres-TOTAL_FORMS"] = str(min(total + MORE, MOST_MEETINGS))
    return more


def _rows(session: Session | None, data: Any) -> list[dict[str, Any]] | None:
    if data is not None:
        return None
    rows: list[dict[str, Any]] = []
    for one in session.meetings.all() if session is not None else []:
        begins, ends = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
        rows.append({"day": timezone.localdate(one.starts_at), "start": begins.time(), "end": ends.time()})
    return rows + [{} for _row in range(max(ROWS - len(rows), 1))]


def _initial(session: Session | None, course: Course, by: Person) -> dict[str, Any]:
    if session is None:
        return {"accessibility": course.accessibility_fr[:300], "trainers": [by.pk]}
    names = ("mode", "language", "place", "online_url", "accessibility", "seats", "minimum", "decide_on")
    values = {name: getattr(session, name) for name in names}
    values["closes_at"] = session.closes_at
    return values | {"trainers": list(session.trainers.values_list("pk", flat=True))}
