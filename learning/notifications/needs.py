"""Notices of published figures. Sent by subscribers/needs.py."""

from django.utils.translation import gettext_lazy as _

from learning.notifications.kinds import declare

declare(
    "figures_published", _("Un portrait des besoins de formation est publié"), order=98, icon="chart-column", specificity=70,
    reasons={
        "strategic_team": _("Vous êtes de l’équipe stratégique."),
        "sectoral_lead": _("Vous êtes responsable sectorielle ou sectoriel."),
    },
)  # fmt: skip
