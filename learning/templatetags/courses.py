"""Words of courses that stand on many pages: levels, seats, cost, stars."""

from collections.abc import Mapping

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.formatting import clock, day, local, money, number
from learning.models import CourseRaise, Session
from learning.queries.course_cards import CourseCard, Raised, availability_of
from learning.queries.wishes import FEWEST

register = template.Library()


@register.simple_tag
def raised_levels(raised: Raised | CourseRaise, names: Mapping[int, str]) -> str:
    """« du niveau Sensibilisation au niveau Application »; « jusqu’au niveau… » where nothing is needed before."""
    to_level = names.get(raised.to_level, str(raised.to_level))
    if not raised.from_level:
        return _("jusqu’au niveau %(level)s") % {"level": to_level}
    before = names.get(raised.from_level, str(raised.from_level))
    return _("du niveau %(before)s au niveau %(after)s") % {"before": before, "after": to_level}


@register.simple_tag
def raised_ranks(raised: Raised) -> str:
    """« niveau 1 à 2 »: the same on the small lines of a card."""
    if not raised.from_level:
        return _("jusqu’au niveau %(level)s") % {"level": raised.to_level}
    return _("niveau %(before)s à %(after)s") % {"before": raised.from_level, "after": raised.to_level}


@register.simple_tag
def seats_left(left: int | None) -> str:
    """« 4 places », « complète »."""
    if not left:
        return _("complète, liste d’attente")
    return ngettext("%(count)d place", "%(count)d places", left) % {"count": left}


@register.filter
def cents(value: int) -> str:
    """« 450 $ », « 12,50 $ » of a number of cents."""
    return money(value / 100, 0 if value % 100 == 0 else 2)


@register.simple_tag
def stars(average: float, count: int) -> SafeString:
    """« 4,3 sur 5 (12 avis) »; on the small lines of cards too."""
    words = ngettext("%(count)d avis", "%(count)d avis", count) % {"count": count}
    return format_html("{} ({})", _("%(average)s sur 5") % {"average": number(average, 1)}, words)


@register.simple_tag
def card_levels(card: CourseCard, target: object, names: Mapping[int, str]) -> str:
    """« du niveau … au niveau … · » for the competency whose page it is; nothing on the page of a topic."""
    found = next((one for one in card.raises if one.code == getattr(target, "code", None)), None)
    return f"{raised_levels(found, names)} · " if found else ""


@register.simple_tag
def availability(card: CourseCard) -> str:
    """« Prochaine séance le 3 mars, 4 places », « À votre rythme »."""
    return availability_of(card)


@register.simple_tag
def people_asking(number: int | None) -> str:
    """« 12 personnes », « moins de 5 personnes »."""
    if number is None:
        return _("moins de %(fewest)s personnes") % {"fewest": FEWEST}
    return ngettext("%(count)d personne", "%(count)d personnes", number) % {"count": number}


@register.simple_tag
def session_when(session: Session) -> str:
    """« jeudi 3 décembre 2026, 9 h à 16 h »; of several meetings, the first with their number."""
    begins = local(session.starts_at)
    meetings = session.meetings.all()
    first = meetings[0] if meetings else session
    ends = local(first.ends_at)
    words = _("%(day)s, %(begins)s à %(ends)s") % {
        "day": day(timezone.localdate(session.starts_at), weekday=True), "begins": clock(begins), "ends": clock(ends),
    }  # fmt: skip
    if len(meetings) < 2:
        return words
    more = ngettext("et %(count)d autre jour", "et %(count)d autres jours", len(meetings) - 1)
    return f"{words}, {more % {'count': len(meetings) - 1}}"


@register.filter
def named(rank: int, names: Mapping[int, str]) -> str:
    """The name of a level."""
    return names.get(rank, "")
