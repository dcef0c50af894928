"""The pages of learning beside one another: families, then the pages of the family one is in, for whom each is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext_lazy

from competencies.permissions import can_read_figures
from core.templatetags.pieces import Section, section_tabs
from learning.permissions.campaigns import leads_some_campaigns
from learning.permissions.enrolments import decides_on_seats
from learning.permissions.interventions import leads_ministry, leads_strategy, reads_interventions
from learning.permissions.sessions import is_trainer
from learning.permissions.writing import writes_some_course

register = template.Library()


@dataclass(frozen=True)
class Family:
    """Pages under one tab, which leads to the first of them that the viewer may open."""

    label: Any
    pages: tuple[Section, ...]


FAMILIES = (
    Family(gettext_lazy("Mon bureau"), (("desk", "", "learning:desk", None),)),
    Family(gettext_lazy("Mon plan"), (("plan", "", "learning:plan-home", None),)),
    Family(
        gettext_lazy("Diagnostic"),
        (
            ("diagnostic", gettext_lazy("Mon diagnostic"), "learning:diagnostic-home", None),
            ("ratings", gettext_lazy("Avis demandés"), "learning:rating-list", None),
            ("shared", gettext_lazy("Partagé avec moi"), "learning:shared-list", None),
        ),
    ),
    Family(
        gettext_lazy("Formations"),
        (
            ("courses", gettext_lazy("Catalogue"), "learning:course-list", None),
            ("enrolments", gettext_lazy("Mes inscriptions"), "learning:enrolment-list", None),
            ("followings", gettext_lazy("Mes cours"), "learning:following-list", None),
        ),
    ),
    Family(
        gettext_lazy("Former"),
        (
            ("trainer", gettext_lazy("Mes séances"), "learning:trainer-desk", is_trainer),
            ("writings", gettext_lazy("Cours que je donne"), "learning:writing-list", writes_some_course),
        ),
    ),
    Family(
        gettext_lazy("Piloter"),
        (
            ("direction", gettext_lazy("Ma direction"), "learning:lead-desk", leads_ministry),
            ("strategy", gettext_lazy("Équipe stratégique"), "learning:strategic-desk", leads_strategy),
            ("approvals", gettext_lazy("À approuver"), "learning:approval-list", decides_on_seats),
            ("campaigns", gettext_lazy("Campagnes"), "learning:campaign-list", leads_some_campaigns),
            ("needs", gettext_lazy("Besoins"), "learning:needs-map", can_read_figures),
            ("interventions", gettext_lazy("Plans d’intervention"), "learning:intervention-list", reads_interventions),
        ),
    ),
)


@dataclass
class Sections:
    """What stands at the top of a page, worked out only when it is drawn: the same pages open to the same roles, so it is
    kept by `key`."""

    viewer: Any
    current: str

    @property
    def key(self) -> tuple[Any, ...]:
        """The page, and which of the pages that are not for everybody the viewer may open."""
        predicates = (who for family in FAMILIES for _key, _label, _url, who in family.pages if who is not None)
        return (self.current, *(who(self.viewer) for who in predicates))

    @cached_property
    def _inside(self) -> list[list[dict[str, Any]]]:
        return [section_tabs(family.pages, self.viewer, self.current) for family in FAMILIES]

    @property
    def families(self) -> list[dict[str, Any]]:
        return [
            {"label": family.label, "url": inside[0]["url"], "current": _here(inside)}
            for family, inside in zip(FAMILIES, self._inside, strict=True)
            if inside
        ]

    @property
    def pages(self) -> list[dict[str, Any]]:
        """Of the family that one is in; nothing when it has one page."""
        return next((inside for inside in self._inside if len(inside) > 1 and _here(inside)), [])


def _here(inside: list[dict[str, Any]]) -> bool:
    return any(one["current"] for one in inside)


@register.inclusion_tag("learning/parts/sections.html", takes_context=True)
def learning_sections(context: Context, current: str) -> dict[str, Any]:
    """`{% learning_sections "needs" %}`: the family of that page and the page itself are current."""
    return {"sections": Sections(context.get("viewer"), current)}
