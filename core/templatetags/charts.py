"""Server-side SVG without inline styles: positions in per cent, colours by class. Words stand beside every chart."""
# ruff: noqa: S308 (built from numbers that this module computed)

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.templatetags.formatting import number

MARGIN = 2.0
TONES = {"ok": "tone-ok", "gap": "tone-gap", "confirm": "tone-confirm", "": "tone-plain"}


def _place(value: float, levels: int) -> float:
    """Where a level stands, in per cent of the width: level n is the middle of the nth part."""
    share = min(max(float(value) - 0.5, 0.0), float(levels)) / levels
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def _named(value: float, names: Sequence[str]) -> str:
    if names:
        return str(names[min(max(round(float(value)), 1), len(names)) - 1])
    return number(value, 1)


def level_words(low: float, high: float, target: float | None = None, *, names: Sequence[str] = ()) -> str:
    """« entre Sensibilisation et Application; attendu : Maîtrise », what the bar shows, in words."""
    first, last = _named(low, names), _named(high, names)
    words = first if first == last else _("entre %(low)s et %(high)s") % {"low": first, "high": last}
    if target is None:
        return words
    return words + _("; attendu : %(target)s") % {"target": _named(target, names)}


def level_bar(
    value: float,
    low: float,
    high: float,
    target: float | None = None,
    *,
    levels: int = 4,
    tone: str = "",
    names: Sequence[str] = (),
    words: str = "",
) -> SafeString:
    """A level on a scale of `levels` equal parts: the band is likely, the point estimated, the dark mark the target.

    `tone`: ok, gap, confirm or nothing. `names`: the names of levels 1 to `levels`, for the words, unless `words` says it.
    """
    places = [_place(step + 0.5, levels) for step in range(levels + 1)]
    lines = "".join(f'<line class="grid-line" x1="{x}%" x2="{x}%" y1="4" y2="26"/>' for x in places)
    start, end = _place(low, levels), _place(high, levels)
    mark = ""
    if target is not None:
        x = _place(target, levels)
        mark = f'<line class="target" x1="{x}%" x2="{x}%" y1="3" y2="27"/>'
    return format_html(
        '<svg class="level-bar {}" role="img" aria-label="{}">{}</svg>',
        TONES.get(tone, TONES[""]),
        words or level_words(low, high, target, names=names),
        mark_safe(
            f'{lines}<rect class="band" x="{start}%" width="{round(end - start, 2)}%" y="10" height="10" rx="5"/>'
            f'{mark}<circle class="point" cx="{_place(value, levels)}%" cy="15" r="6"/>'
        ),
    )


def bar(value: float, maximum: float, *, tone: str = "") -> SafeString:
    """A bar from 0 to `maximum`, decorative: its number stands in the cell beside it."""
    share = 0.0 if not maximum else round(min(max(float(value) / float(maximum), 0.0), 1.0) * 100, 2)
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" height="12" width="100%"><rect class="bar-track" width="100%"'
        ' height="12" rx="6"/><rect class="bar-value" width="{}%" height="12" rx="6"/></svg>',
        TONES.get(tone, TONES[""]),
        str(share),
    )


TOP, BOTTOM, LEFT, RIGHT = 10.0, 190.0, 6.0, 94.0


def _down(value: float, levels: int) -> float:
    """Level 0.5 on the floor, half a level above the last under the ceiling."""
    share = min(max((value - 0.5) / levels, 0.0), 1.0)
    return round(BOTTOM - share * (BOTTOM - TOP), 1)


def level_timeline(
    points: Sequence[tuple[float, float, float, float]], target: float, *, label: str, levels: int = 4
) -> SafeString:
    """A level over time: moment (any unit), level, low and high end, oldest first. The dark line is `target`."""
    whole = points[-1][0] - points[0][0]
    places = [
        round(LEFT + (moment - points[0][0]) / whole * (RIGHT - LEFT), 2) if whole else 50.0 for moment, *_rest in points
    ]
    levels_drawn = [_down(step + 0.5, levels) for step in range(levels + 1)]
    parts = [f'<line class="grid-line" x1="0" x2="100%" y1="{y}" y2="{y}"/>' for y in levels_drawn]
    edge = _down(target, levels)
    parts.append(f'<line class="target" x1="0" x2="100%" y1="{edge}" y2="{edge}"/>')
    means = [_down(mean, levels) for _moment, mean, _low, _high in points]
    for (x1, y1), (x2, y2) in pairwise(zip(places, means, strict=True)):
        parts.append(f'<line class="way" x1="{x1}%" x2="{x2}%" y1="{y1}" y2="{y2}"/>')
    for x, y, (_moment, _mean, low, high) in zip(places, means, points, strict=True):
        parts.append(f'<line class="reach" x1="{x}%" x2="{x}%" y1="{_down(low, levels)}" y2="{_down(high, levels)}"/>')
        parts.append(f'<circle class="point" cx="{x}%" cy="{y}" r="5"/>')
    return format_html(
        '<svg class="timeline" height="200" width="100%" role="img" aria-label="{}">{}</svg>',
        label,
        mark_safe("".join(parts)),
    )
