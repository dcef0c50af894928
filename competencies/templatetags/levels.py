"""The name of a level in a template: `{% load levels %}{{ row.level|level_name:level_names }}`."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def level_name(rank: int | None, names: Mapping[int, str]) -> str:
    """The level's name, its rank when the framework has no such level, "" when none is told."""
    return "" if rank is None else names.get(rank, str(rank))


@register.filter
def own_level(levels: Mapping[int, int | None], competency_id: int) -> int | None:
    """The highest level of one's own evidence of a competency; None when there is none."""
    return levels.get(competency_id)
