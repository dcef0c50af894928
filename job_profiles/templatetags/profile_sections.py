"""The sections of job profiles beside one another; those of the work on them stand there for who does it."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy

from job_profiles.permissions import harmonises, owns_profiles
from people.models import Person

register = template.Library()
Who = Callable[[Person | None], bool]
SECTIONS: tuple[tuple[str, Any, str, Who | None], ...] = (
    ("list", gettext_lazy("Tous les profils"), "job_profiles:profile-list", None),
    ("map", gettext_lazy("Carte des parcours"), "job_profiles:career-map", None),
    ("compare", gettext_lazy("Comparer"), "job_profiles:profile-compare", None),
    ("rounds", gettext_lazy("Consultations"), "job_profiles:round-list", None),
    ("coverage", gettext_lazy("Couverture"), "job_profiles:coverage", None),
    ("harmonisation", gettext_lazy("Harmonisation"), "job_profiles:description-list", harmonises),
    ("drafts", gettext_lazy("Ébauches"), "job_profiles:draft-list", owns_profiles),
)


@register.inclusion_tag("job_profiles/parts/sections.html", takes_context=True)
def profile_sections(context: Context, current: str) -> dict[str, Any]:
    """`{% profile_sections "coverage" %}`: tabs, the named one current."""
    viewer = context.get("viewer")
    return {
        "items": [
            {"label": label, "url": reverse(name), "current": key == current}
            for key, label, name, who in SECTIONS
            if who is None or who(viewer)
        ]
    }
