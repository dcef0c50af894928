"""Notices of intervention plans. Sent by subscribers/interventions.py."""

from django.utils.translation import gettext_lazy as _

from learning.notifications.kinds import declare

declare(
    "intervention_adopted", _("Un plan d’intervention est adopté"), order=99, icon="clipboard-list", specificity=70,
    reasons={
        "strategic_team": _("Vous êtes de l’équipe stratégique."),
        "sectoral_lead": _("Vous êtes responsable sectorielle ou sectoriel."),
    },
)  # fmt: skip
