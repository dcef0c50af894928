"""`{% load history %}`: estimates of one competency over time, as a drawing with its figures in a table beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.charts import level_timeline
from core.templatetags.formatting import day, number

register = template.Library()


@register.simple_tag
def timeline(moments: Sequence[Any], level: int, names: Mapping[int, str]) -> SafeString | str:
    """`moments`: at, mean, low, high, oldest first. The dark line is where the level aimed at begins."""
    if not moments:
        return ""
    said = ", ".join(f"{day(one.at)} {number(one.mean, 1)}" for one in moments)
    label = _("Niveau estimé au fil du temps\xa0: %(said)s; attendu\xa0: %(level)s")
    label %= {"said": said, "level": names.get(level, level)}
    points = [(one.at.timestamp(), one.mean, one.low, one.high) for one in moments]
    return level_timeline(points, level - 0.5, label=label)


@register.filter
def because_words(because: str) -> str:
    """What an estimate was made for."""
    kind = because.partition(":")[0]
    words = {
        "run": _("Diagnostic"),
        "rating": _("Avis demandé"),
        "peers": _("Avis de pairs, réunis"),
        "evidence": _("Preuve ajoutée"),
        "without": _("Mesure retirée"),
    }
    return words.get(kind, _("Nouvelle information"))


@register.simple_tag
def moved_words(change: Any) -> str:
    """How far a level moved between two runs, and whether it is more than chance."""
    if change.moved is None:
        return _("un des deux ne dit rien")
    size = number(abs(change.moved), 1)
    if abs(change.moved) < 0.05:
        return _("sans changement")
    up = change.moved > 0
    sure = _("nettement") if change.clear else _("peut-être, les intervalles se touchent")
    words = _("plus haut de %(size)s niveau (%(sure)s)") if up else _("plus bas de %(size)s niveau (%(sure)s)")
    return words % {"size": size, "sure": sure}
