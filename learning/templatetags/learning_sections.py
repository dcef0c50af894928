"""The sections of learning beside one another; those about everybody's needs stand there for who reads them."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy

from competencies.permissions import can_read_figures
from learning.permissions import leads_some_campaigns
from people.models import Person

register = template.Library()
Who = Callable[[Person | None], bool]
SECTIONS: tuple[tuple[str, Any, str, Who | None], ...] = (
    ("diagnostic", gettext_lazy("Mon diagnostic"), "learning:diagnostic-home", None),
    ("ratings", gettext_lazy("Avis demandés"), "learning:rating-list", None),
    ("shared", gettext_lazy("Partagé avec moi"), "learning:shared-list", None),
    ("campaigns", gettext_lazy("Campagnes"), "learning:campaign-list", leads_some_campaigns),
    ("needs", gettext_lazy("Besoins"), "learning:needs-map", can_read_figures),
)


@register.inclusion_tag("learning/parts/sections.html", takes_context=True)
def learning_sections(context: Context, current: str) -> dict[str, Any]:
    """`{% learning_sections "needs" %}`: tabs, the named one current."""
    viewer = context.get("viewer")
    return {
        "items": [
            {"label": label, "url": reverse(name), "current": key == current}
            for key, label, name, who in SECTIONS
            if who is None or who(viewer)
        ]
    }
