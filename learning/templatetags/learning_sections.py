"""The sections of learning beside one another; those about everybody's needs stand there for who reads them."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competencies.permissions import can_read_figures
from core.templatetags.pieces import Section, section_tabs
from learning.permissions.campaigns import leads_some_campaigns
from learning.permissions.enrolments import decides_on_seats
from learning.permissions.interventions import leads_ministry, leads_strategy, reads_interventions
from learning.permissions.sessions import is_trainer
from learning.permissions.writing import writes_some_course

register = template.Library()
SECTIONS: tuple[Section, ...] = (
    ("desk", gettext_lazy("Mon bureau"), "learning:desk", None),
    ("plan", gettext_lazy("Mon plan"), "learning:plan-home", None),
    ("courses", gettext_lazy("Formations"), "learning:course-list", None),
    ("diagnostic", gettext_lazy("Mon diagnostic"), "learning:diagnostic-home", None),
    ("ratings", gettext_lazy("Avis demandés"), "learning:rating-list", None),
    ("shared", gettext_lazy("Partagé avec moi"), "learning:shared-list", None),
    ("followings", gettext_lazy("Mes cours"), "learning:following-list", None),
    ("writings", gettext_lazy("Cours que je donne"), "learning:writing-list", writes_some_course),
    ("enrolments", gettext_lazy("Mes inscriptions"), "learning:enrolment-list", None),
    ("approvals", gettext_lazy("À approuver"), "learning:approval-list", decides_on_seats),
    ("trainer", gettext_lazy("Bureau de formation"), "learning:trainer-desk", is_trainer),
    ("campaigns", gettext_lazy("Campagnes"), "learning:campaign-list", leads_some_campaigns),
    ("needs", gettext_lazy("Besoins"), "learning:needs-map", can_read_figures),
    ("interventions", gettext_lazy("Plans d’intervention"), "learning:intervention-list", reads_interventions),
    ("direction", gettext_lazy("Ma direction"), "learning:lead-desk", leads_ministry),
    ("strategy", gettext_lazy("Équipe stratégique"), "learning:strategic-desk", leads_strategy),
)


@register.inclusion_tag("components/tabs.html", takes_context=True)
def learning_sections(context: Context, current: str) -> dict[str, Any]:
    """`{% learning_sections "needs" %}`: tabs, the named one current."""
    return {
        "label": _("Pages de l’apprentissage"),
        "items": section_tabs(SECTIONS, context.get("viewer"), current),
        "wrap": True,
    }
