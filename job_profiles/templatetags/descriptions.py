"""`{% load descriptions %}`: the state of a version, its dates, and the drawings of profiles.

Drawings are SVG without inline styles: places as numbers, colours by class. A table beside each has the same figures.
Numbers are handed to the templates as text: in French a template would write them with a comma.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.pieces import kind
from job_profiles.enums import VersionState
from job_profiles.models import ProfileVersion
from job_profiles.rules.drawing import Point, anchor, on_circle, outline, ring, spread
from job_profiles.rules.references import Reference

if TYPE_CHECKING:
    from job_profiles.queries.careers import Way

register = template.Library()
LOOKS = {
    VersionState.DRAFT: "neutral",
    VersionState.PROPOSAL: "warning",
    VersionState.CONSULTATION: "info",
    VersionState.APPROVED: "success",
    VersionState.IN_FORCE: "success",
    VersionState.RETIRED: "neutral",
}
LEVELS = 4
# The radar stands in a square of 100 units beside which there is room for words.
CENTRE, RADIUS = 190.0, 120.0
MAP_CENTRE, INNER, OUTER = 300.0, 110.0, 225.0


@register.simple_tag
def version_state(version: Any) -> SafeString:
    """The state of a version as a pill; a proposal says that it still has to be approved."""
    words = _("Proposition à approuver") if version.state == VersionState.PROPOSAL else version.get_state_display()
    return kind(LOOKS[version.state], words)


@register.filter
def steps_words(steps: int) -> str:
    """« 12 niveaux à gagner »."""
    return ngettext("%(n)s niveau à gagner", "%(n)s niveaux à gagner", steps) % {"n": steps}


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """The value under that key, None without one."""
    return values.get(key)


@register.simple_tag
def compare_url(first: ProfileVersion | str, second: ProfileVersion | str) -> str:
    """The address of a comparison: of versions (their profile joined), or of references (rules.references)."""
    query = {"a": _reference(first), "b": _reference(second)}
    return f"{reverse('job_profiles:profile-compare')}?{urlencode(query)}"


def _reference(named: ProfileVersion | str) -> str:
    return named if isinstance(named, str) else str(Reference(named.profile.key, named.number))


@register.inclusion_tag("job_profiles/parts/radar.html")
def radar(axes: Sequence[str], first: Sequence[float], second: Sequence[float], label: str = "") -> dict[str, Any]:
    """Two shapes over the same axes, levels 0 to 4: the first with a full line, the second with a dashed one.

    `label`: what is drawn, for who does not see it; two descriptions when it is empty."""
    count = len(axes)
    turns = [at / count for at in range(count)]
    return {
        "label": label or _("Radar des deux descriptions\xa0: les chiffres sont dans le tableau voisin."),
        "centre": str(CENTRE),
        "rings": [_points(ring(count, step / LEVELS, RADIUS, CENTRE)) for step in range(1, LEVELS + 1)],
        "spokes": [_place(on_circle(turn, RADIUS, CENTRE)) for turn in turns],
        "shapes": [
            ("radar-a", _points(outline(first, LEVELS, RADIUS, CENTRE))),
            ("radar-b", _points(outline(second, LEVELS, RADIUS, CENTRE))),
        ],
        "labels": [
            _place(on_circle(turn, RADIUS + 14, CENTRE), down=4) | {"words": name, "anchor": anchor(turn)}
            for turn, name in zip(turns, axes, strict=True)
        ],
    }


@register.inclusion_tag("job_profiles/parts/neighbour_map.html")
def neighbour_map(ways: Iterable["Way"]) -> dict[str, Any]:
    """One profile in the middle, the others around it: the nearer, the fewer levels to gain. Each leads to its comparison.

    `ways`: all from the same profile.
    """
    found = sorted(ways, key=lambda way: (way.end.profile.family_id or 0, way.end.profile.rank))
    furthest = max((way.steps for way in found), default=0)
    radii = spread([way.steps for way in found], furthest, INNER, OUTER)
    return {
        "start": found[0].start.profile.name if found else "",
        "centre": str(MAP_CENTRE),
        "below": str(MAP_CENTRE + 34),
        "rings": [str(INNER), str(OUTER)],
        "neighbours": [
            _neighbour(way, (at + 0.5) / len(found), radius)
            for at, (way, radius) in enumerate(zip(found, radii, strict=True))
        ],
    }


def _neighbour(way: "Way", turn: float, radius: float) -> dict[str, Any]:
    """A point with its words beside it: away from the middle, above or below where they would cross the line."""
    x, y = on_circle(turn, radius, MAP_CENTRE)
    side = anchor(turn)
    across = {"start": 12, "end": -12, "middle": 0}[side]
    down = 4 if side != "middle" else 26 if y > MAP_CENTRE else -28
    return _place((x, y)) | {
        "way": way,
        "anchor": side,
        "url": compare_url(way.start.profile.key, way.end.profile.key),
        "label": _place((x + across, y + down)),
    }


def _place(point: Point, *, down: float = 0) -> dict[str, Any]:
    return {"x": f"{point[0]:.1f}", "y": f"{point[1] + down:.1f}"}


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
