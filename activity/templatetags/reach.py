"""`{% load reach %}`: how many people a text reached, for the pages of any app, shown to its author alone."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("activity/reach_slot.html")
def reach_slot(what: str, pk: int) -> dict[str, Any]:
    """Asked for by the page itself once it is in sight, so that it costs other readers nothing. `what`: fil, reponse…"""
    return {"url": reverse("activity:reach", args=[what, pk])}
