"""Dates, times and numbers as they are written in Québec, in French and in English.

French: 24-hour clock (« 14 h 30 »), no-break spaces in numbers (« 1 234 », « 12,5 % »), « 1er » for the first of a month.
English (Canada): « 2:30 p.m. », « 1,234 », « 12.5% ». Plain functions: `ui` registers them as tags and filters.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NBSP = "\u00a0"
MINUTE, HOUR = 60, 3600
WEEK_IN_DAYS = 7
SPACES = re.compile(r"[ \t\r\n]+")


def is_english() -> bool:
    """Whether the page is written in English; everything else is French."""
    return (translation.get_language() or "fr").startswith("en")


def local(value: dt.datetime) -> dt.datetime:
    """The moment in the zone of the page; a naive one is taken as it is."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def clock(value: dt.datetime | dt.time) -> str:
    """« 14 h 30 », « 9 h »; in English « 2:30 p.m. »."""
    if is_english():
        half = "a.m." if value.hour < 12 else "p.m."
        return f"{value.hour % 12 or 12}:{value.minute:02d}{NBSP}{half}"
    return f"{value.hour}{NBSP}h{NBSP}{value.minute:02d}" if value.minute else f"{value.hour}{NBSP}h"


def day(value: dt.date, *, year: bool = True, weekday: bool = False) -> str:
    """« jeudi 3 décembre 2026 », « 1er mai »; in English « Thursday, December 3, 2026 »."""
    return _day(value.year, value.month, value.day, value.weekday(), year, weekday, is_english())


@lru_cache(maxsize=4096)
def _day(in_year: int, in_month: int, number: int, on: int, year: bool, weekday: bool, english: bool) -> str:
    """A page says the same few days over and over, each in two or three ways."""
    month = str(MONTHS[in_month])
    if english:
        words = f"{month} {number}" + (f", {in_year}" if year else "")
        return f"{WEEKDAYS[on]!s}, {words}" if weekday else words
    words = f"{'1er' if number == 1 else number}{NBSP}{month}" + (f"{NBSP}{in_year}" if year else "")
    return f"{WEEKDAYS[on]!s} {words}" if weekday else words


def moment(value: dt.datetime | dt.date) -> str:
    """The full date, with its time when there is one: what stands in the title of a <time>."""
    if not isinstance(value, dt.datetime):
        return day(value, weekday=True)
    value = local(value)
    return f"{day(value, weekday=True)}, {clock(value)}"


def relative(value: dt.datetime | dt.date, *, now: dt.datetime) -> str:
    """How one would say it: « il y a 25 min », « hier », « mardi », « 3 décembre », « demain, 9 h »."""
    if not isinstance(value, dt.datetime):
        return _relative_day(value, today=local(now).date())
    seconds = (
        (now - value).total_seconds() if timezone.is_aware(value) else (timezone.make_naive(now) - value).total_seconds()
    )
    here, today = local(value), local(now).date()
    if seconds < 0:
        return _ahead(here, today=today, seconds=-seconds)
    if seconds < MINUTE:
        return _("à l’instant")
    if seconds < HOUR:
        return _("il y a %(minutes)d min") % {"minutes": seconds // MINUTE}
    if here.date() == today:
        return _("il y a %(hours)d h") % {"hours": seconds // HOUR}
    return _relative_day(here.date(), today=today)


def _ahead(here: dt.datetime, *, today: dt.date, seconds: float) -> str:
    if seconds < MINUTE:
        return _("à l’instant")
    if here.date() == today:
        return _("aujourd’hui, %(time)s") % {"time": clock(here)}
    return f"{_relative_day(here.date(), today=today)}, {clock(here)}"


def _relative_day(value: dt.date, *, today: dt.date) -> str:
    distance = (value - today).days
    if distance == 0:
        return _("aujourd’hui")
    if distance == -1:
        return _("hier")
    if distance == 1:
        return _("demain")
    if abs(distance) < WEEK_IN_DAYS:
        return str(WEEKDAYS[value.weekday()])
    return day(value, year=value.year != today.year)


def number(value: object, places: int = 0) -> str:
    """« 1 234 », « 12,5 »; what is not a number comes back as it was, so that a page never breaks over it."""
    if type(value) is int and not places and -1000 < value < 1000:
        return str(value)
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not amount.is_finite():
        return str(value)
    rounded = amount.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if is_english():
        return text
    return text.replace(",", NBSP).replace(".", ",")


def percent(value: object, places: int = 0) -> str:
    """« 12,5 % » of a value already counted in hundredths; « 12.5% » in English."""
    return f"{number(value, places)}%" if is_english() else f"{number(value, places)}{NBSP}%"


def money(value: object, places: int = 0) -> str:
    """« 1 234 $ »; « $1,234 » in English."""
    return f"${number(value, places)}" if is_english() else f"{number(value, places)}{NBSP}$"


def file_size(octets: int) -> str:
    """« 340 ko », « 1,2 Mo »; « 340 KB » in English. Powers of ten."""
    units = ("B", "KB", "MB", "GB") if is_english() else ("octets", "ko", "Mo", "Go")
    amount, step = Decimal(int(octets)), 0
    while amount >= 1000 and step < len(units) - 1:
        amount, step = amount / 1000, step + 1
    places = 1 if step > 1 and amount < 10 else 0
    return f"{number(amount, places)}{NBSP}{units[step]}"


def duration(minutes: int) -> str:
    """« 25 minutes », « 1 h 30 » of a number of minutes."""
    if minutes < 60:
        return ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}
    hours, rest = divmod(int(minutes), 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{hours}{NBSP}h"


def excerpt(text: str, length: int = 200) -> str:
    """The beginning of a plain text, cut between two words, with an ellipsis."""
    flat = SPACES.sub(" ", str(text)).strip()
    if len(flat) <= length:
        return flat
    cut = flat[: length + 1].rsplit(" ", 1)[0] if " " in flat[: length + 1] else flat[:length]
    return cut.rstrip(" ,;:.!?–-«(") + "…"
