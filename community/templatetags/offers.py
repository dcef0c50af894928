"""Why a question is offered, in plain words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.queries.frameworks import level_names

register = template.Library()


@register.filter
def reason(why: dict[str, Any]) -> str:
    """One reason of an offer (community.actions.offers); the level is named as the framework does."""
    if why["code"] in ("competency", "space_competency", "neighbour"):
        values = {"name": why["name"], "level": level_names().get(why["level"], why["level"])}
        if why["code"] == "competency":
            return _("Vous avez partagé la compétence «\xa0%(name)s\xa0» (%(level)s).") % values
        if why["code"] == "space_competency":
            return _("Vous avez partagé «\xa0%(name)s\xa0» (%(level)s), une compétence de l’espace.") % values
        return _("Vous avez partagé une compétence voisine, «\xa0%(name)s\xa0» (%(level)s).") % values
    if why["code"] == "answers" and why.get("name"):
        words = ngettext(
            "%(count)d de vos réponses sur ces sujets a été acceptée (%(name)s).",
            "%(count)d de vos réponses sur ces sujets ont été acceptées (%(name)s).",
            why["count"],
        )
    elif why["code"] == "answers":
        words = ngettext(
            "%(count)d de vos réponses sur ces compétences a été acceptée.",
            "%(count)d de vos réponses sur ces compétences ont été acceptées.",
            why["count"],
        )
    else:
        words = ngettext(
            "%(count)d de vos réponses a été acceptée dans cet espace.",
            "%(count)d de vos réponses ont été acceptées dans cet espace.",
            why["count"],
        )
    return words % why
