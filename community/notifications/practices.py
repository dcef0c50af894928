"""Notices about practice sheets. About one publication a person gets the most telling: their own, then the sheet that they
follow, then a topic or a competency, then the space."""

from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import INSIDE, declare

declare(
    "practice_review_asked", _("On me demande de relire une fiche"), order=30, icon="file-search", specificity=75,
    reasons={"reviewer": _("On vous a choisi pour relire cette fiche.")},
)  # fmt: skip
declare(
    "practice_reviewed", _("Ma fiche est relue"), order=31, icon="file-check", specificity=80,
    reasons={
        "author": _("Vous avez écrit cette fiche."),
        "owner": _("Vous êtes responsable de cette fiche."),
        "credited": _("La fiche reprend une de vos réponses."),
    },
)  # fmt: skip
declare(
    "practice_changed", _("Nouvelle version d’une fiche que je suis"),
    order=32, icon="file-pen", specificity=60, channels=INSIDE,
    reasons={"practice": _("Vous suivez cette fiche.")},
)  # fmt: skip
declare(
    "practice_published", _("Nouvelle fiche dans ce que je suis"),
    order=33, icon="file-plus", specificity=30, channels=INSIDE,
    reasons={
        "competency": _("Vous suivez une compétence de cette fiche."),
        "topic": _("Vous suivez une étiquette de cette fiche."),
        "person": _("Vous suivez une personne qui l’a écrite."),
        "space": _("Vous suivez cet espace."),
    },
)  # fmt: skip
