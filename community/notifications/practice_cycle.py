"""Notices about the life of one's practice sheets: taken up elsewhere, to look at again, archived."""

from django.utils.translation import gettext_lazy as _

from activity.queries.notification_kinds import notification_kinds
from community.notifications.kinds import BOTH, CommunityKind

notification_kinds.register(
    CommunityKind(
        key="community.practice_reused",
        order=35,
        label=_("Une autre organisation réutilise ma fiche"),
        icon="repeat-2",
        specificity=60,
        channels=BOTH,
        template="community/notifications/practice_reused.html",
        reasons={
            "owner": _("Vous êtes responsable de cette fiche."),
            "author": _("Vous avez écrit cette fiche."),
            "credited": _("La fiche reprend une réponse de vous."),
        },
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.practice_review",
        order=36,
        label=_("Une fiche dont je réponds est à revoir"),
        icon="calendar-check",
        specificity=60,
        channels=BOTH,
        template="community/notifications/practice_review.html",
        reasons={
            "owner": _("Vous êtes responsable de cette fiche."),
            "facilitator": _("La personne responsable a quitté le réseau et vous animez l’espace de la fiche."),
        },
    )
)
