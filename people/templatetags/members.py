"""How members are written: where they work, on which days, whether they are there today."""

import datetime as dt
from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.templatetags import formatting, pieces
from people.forms.profiles import DAYS
from people.models import Person
from people.queries.directory import PersonCard

register = template.Library()


@register.filter
def place(person: Person) -> str:
    """« MTMD », « MESS (employeur : MTMD) »: where one works, and who employs if another; both must be joined."""
    employer = person.organisation.acronym
    if person.assignment_id and person.assignment is not None:
        return _("%(place)s (employeur : %(employer)s)") % {"place": person.assignment.acronym, "employer": employer}
    return employer


@register.simple_tag
def person_tile(card: PersonCard) -> SafeString:
    """A member in the directory: who, what they do and where, until when they are away, what to ask them about."""
    person = card.person
    away = _("En absence jusqu’au %(day)s") % {"day": short_day(card.away_until)} if card.away_until else ""
    return pieces.person_tile(person, lines=[person.role_title, place(person)], away=away, topics=card.topics)


@register.filter
def place_words(person: Person) -> str:
    """« MTMD · Conseillère »: the place and the function on one line."""
    return " · ".join(words for words in (place(person), person.role_title) if words)


def _ranges(days: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for day in sorted(set(days)):
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


@register.filter
def days_words(days: Sequence[int]) -> str:
    """« du lundi au jeudi », « lundi, mardi et jeudi »; nothing for no day."""
    names = dict(DAYS)
    parts = []
    for first, last in _ranges([day for day in days if day in names]):
        if last - first >= 2:
            parts.append(pgettext("jours", "du %(first)s au %(last)s") % {"first": names[first], "last": names[last]})
        else:
            parts += [str(names[day]) for day in range(first, last + 1)]
    if len(parts) < 2:
        return "".join(parts)
    return pgettext("jours", "%(before)s et %(last)s") % {"before": ", ".join(parts[:-1]), "last": parts[-1]}


@register.filter
def short_day(value: dt.date) -> str:
    """« 3 décembre »: a day that is near."""
    return formatting.day(value, year=False)
