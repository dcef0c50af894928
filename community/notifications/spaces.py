"""Notices about entering a space."""

from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import INSIDE, declare

declare(
    "join_requested", _("Quelqu’un demande à joindre un espace que j’anime"), order=20, icon="user-plus", specificity=60,
    reasons={"facilitator": _("Vous animez cet espace.")},
)  # fmt: skip
declare(
    "join_answered", _("On répond à ma demande de joindre un espace"),
    order=21, icon="door-open", specificity=60, always=True,
    reasons={"request": _("Vous aviez demandé à joindre cet espace.")},
)  # fmt: skip
declare(
    "added", _("On m’ajoute à un espace"), order=22, icon="user-check", specificity=40, channels=INSIDE,
    reasons={"added": _("L’animation de l’espace vous y a ajouté.")},
)  # fmt: skip
declare(
    "invited", _("On m’invite dans un espace"), order=23, icon="mail", specificity=60,
    reasons={"invited": _("L’animation de l’espace vous invite.")},
)  # fmt: skip
declare(
    "invitation_wanted", _("Quelqu’un redemande une invitation à un espace que j’anime"),
    order=24, icon="user-plus", specificity=60,
    reasons={"facilitator": _("Vous animez cet espace.")},
)  # fmt: skip
declare(
    "dormant", _("Un espace que j’anime s’endort"), order=25, icon="moon", specificity=40,
    reasons={"facilitator": _("Vous animez cet espace.")},
)  # fmt: skip
declare(
    "exported", _("L’export d’un espace est prêt"), order=26, icon="download", specificity=40, channels=INSIDE, always=True,
    reasons={"asked": _("Vous avez demandé cet export.")},
)  # fmt: skip
