"""The sections of job profiles beside one another; those of the work on them stand there for who does it."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.pieces import Section, section_tabs
from job_profiles.permissions import harmonises, owns_profiles

register = template.Library()
SECTIONS: tuple[Section, ...] = (
    ("list", gettext_lazy("Tous les profils"), "job_profiles:profile-list", None),
    ("map", gettext_lazy("Carte des parcours"), "job_profiles:career-map", None),
    ("compare", gettext_lazy("Comparer"), "job_profiles:profile-compare", None),
    ("rounds", gettext_lazy("Consultations"), "job_profiles:round-list", None),
    ("coverage", gettext_lazy("Couverture"), "job_profiles:coverage", None),
    ("harmonisation", gettext_lazy("Harmonisation"), "job_profiles:description-list", harmonises),
    ("drafts", gettext_lazy("Ébauches"), "job_profiles:draft-list", owns_profiles),
)


@register.inclusion_tag("components/tabs.html", takes_context=True)
def profile_sections(context: Context, current: str) -> dict[str, Any]:
    """`{% profile_sections "coverage" %}`: tabs, the named one current."""
    return {
        "label": _("Pages des profils d’emploi"),
        "items": section_tabs(SECTIONS, context.get("viewer"), current),
        "wrap": True,
    }
