"""Notices about the life of one's practice sheets: taken up elsewhere, to look at again, archived."""

from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import declare

declare(
    "practice_reused", _("Une autre organisation réutilise ma fiche"), order=35, icon="repeat-2", specificity=60,
    reasons={
        "owner": _("Vous êtes responsable de cette fiche."),
        "author": _("Vous avez écrit cette fiche."),
        "credited": _("La fiche reprend une réponse de vous."),
    },
)  # fmt: skip
declare(
    "practice_review", _("Une fiche dont je réponds est à revoir"), order=36, icon="calendar-check", specificity=60,
    reasons={
        "owner": _("Vous êtes responsable de cette fiche."),
        "facilitator": _("La personne responsable a quitté le réseau et vous animez l’espace de la fiche."),
    },
)  # fmt: skip
