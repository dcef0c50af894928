"""Where the points of a radar and of a map of neighbours stand. y grows downwards, as in SVG; the first axis points up."""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def on_circle(turn: float, radius: float, centre: float) -> Point:
    """The point at `turn` (0 to 1, clockwise from the top)."""
    angle = 2 * math.pi * turn
    return round(centre + radius * math.sin(angle), 1), round(centre - radius * math.cos(angle), 1)


def outline(values: Sequence[float], maximum: float, radius: float, centre: float) -> list[Point]:
    """One point for each axis; a value above `maximum` stands on the rim, one below 0 in the centre."""
    count = len(values)
    return [
        on_circle(at / count, radius * min(max(value, 0.0), maximum) / maximum, centre) for at, value in enumerate(values)
    ]


def ring(axes: int, share: float, radius: float, centre: float) -> list[Point]:
    """The grid line at `share` of the radius: a polygon with a corner on each axis."""
    return outline([share] * axes, 1.0, radius, centre)


def anchor(turn: float) -> str:
    """How a label beside the rim is aligned: away from the centre."""
    side = math.sin(2 * math.pi * turn)
    return "middle" if abs(side) < 0.15 else "start" if side > 0 else "end"


def spread(distances: Sequence[float], furthest: float, inner: float, outer: float) -> list[float]:
    """Radii for distances: 0 stands on `inner`, `furthest` on `outer`."""
    if furthest <= 0:
        return [inner for _distance in distances]
    return [round(inner + (outer - inner) * min(distance, furthest) / furthest, 1) for distance in distances]
