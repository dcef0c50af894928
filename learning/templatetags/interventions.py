"""`{% load interventions %}`: money in cents, and the words of an intervention plan."""

from django import template

from learning.enums import ActionKind
from learning.queries.intervention_words import dollars, gap_words

register = template.Library()
register.filter("dollars", dollars)
register.filter("gap_words", gap_words)
ICONS = {
    ActionKind.COURSE: "book-open",
    ActionKind.SESSIONS: "calendar",
    ActionKind.MENTORING: "users",
    ActionKind.GUIDE: "file-text",
    ActionKind.HIRING: "user-plus",
    ActionKind.OTHER: "circle",
}


@register.filter
def kind_icon(kind: str) -> str:
    return ICONS[ActionKind(kind)]
