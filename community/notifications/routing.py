"""Notices about questions that look for an answer."""

from django.utils.translation import gettext_lazy as _

from activity.queries.notification_kinds import notification_kinds
from community.notifications.kinds import BOTH, INSIDE, CommunityKind

notification_kinds.register(
    CommunityKind(
        key="community.question_offered",
        order=15,
        label=_("On me propose une question"),
        icon="hand-helping",
        specificity=65,
        channels=BOTH,
        template="community/notifications/question_offered.html",
        reasons={"offer": _("Vous avez choisi d’aider par vos réponses.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.offer_accepted",
        order=16,
        label=_("Quelqu’un va répondre à ma question"),
        icon="hand-helping",
        specificity=60,
        channels=INSIDE,
        template="community/notifications/offer_accepted.html",
        reasons={"author": _("Vous avez posé cette question.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.question_waiting",
        order=17,
        label=_("Une question attend depuis trois jours dans un espace que j’anime"),
        icon="hourglass",
        specificity=60,
        channels=BOTH,
        template="community/notifications/question_waiting.html",
        reasons={"facilitator": _("Vous animez cet espace.")},
    )
)
