"""Notices about questions that look for an answer."""

from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import INSIDE, declare

declare(
    "question_offered", _("On me propose une question"), order=15, icon="hand-helping", specificity=65,
    reasons={"offer": _("Vous avez choisi d’aider par vos réponses.")},
)  # fmt: skip
declare(
    "offer_accepted", _("Quelqu’un va répondre à ma question"),
    order=16, icon="hand-helping", specificity=60, channels=INSIDE,
    reasons={"author": _("Vous avez posé cette question.")},
)  # fmt: skip
declare(
    "question_waiting", _("Une question attend depuis trois jours dans un espace que j’anime"),
    order=17, icon="hourglass", specificity=60,
    reasons={"facilitator": _("Vous animez cet espace.")},
)  # fmt: skip
