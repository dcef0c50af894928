"""`{% load live %}`: the signed token by which an element asks for a topic."""

from django import template
from django.template import Context

from activity.queries.live import topic_of, topic_token

register = template.Library()


@register.simple_tag(takes_context=True)
def live_token(context: Context, kind: str, number: int) -> str:
    """`data-live-topic="{% live_token "thread" thread.pk %}"`: the page has checked that the viewer may read it."""
    viewer = context.get("viewer")
    return topic_token(viewer, topic_of(kind, number)) if viewer is not None else ""
