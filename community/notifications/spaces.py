"""Notices about entering a space."""

from django.utils.translation import gettext_lazy as _

from activity.queries.notification_kinds import notification_kinds
from community.notifications.kinds import BOTH, INSIDE, CommunityKind

notification_kinds.register(
    CommunityKind(
        key="community.join_requested",
        order=20,
        label=_("Quelqu’un demande à joindre un espace que j’anime"),
        icon="user-plus",
        specificity=60,
        channels=BOTH,
        template="community/notifications/join_requested.html",
        reasons={"facilitator": _("Vous animez cet espace.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.join_answered",
        order=21,
        label=_("On répond à ma demande de joindre un espace"),
        icon="door-open",
        specificity=60,
        channels=BOTH,
        template="community/notifications/join_answered.html",
        reasons={"request": _("Vous aviez demandé à joindre cet espace.")},
        always=True,
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.added",
        order=22,
        label=_("On m’ajoute à un espace"),
        icon="user-check",
        specificity=40,
        channels=INSIDE,
        template="community/notifications/added.html",
        reasons={"added": _("L’animation de l’espace vous y a ajouté.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.invited",
        order=23,
        label=_("On m’invite dans un espace"),
        icon="mail",
        specificity=60,
        channels=BOTH,
        template="community/notifications/invited.html",
        reasons={"invited": _("L’animation de l’espace vous invite.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.invitation_wanted",
        order=24,
        label=_("Quelqu’un redemande une invitation à un espace que j’anime"),
        icon="user-plus",
        specificity=60,
        channels=BOTH,
        template="community/notifications/invitation_wanted.html",
        reasons={"facilitator": _("Vous animez cet espace.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.dormant",
        order=25,
        label=_("Un espace que j’anime s’endort"),
        icon="moon",
        specificity=40,
        channels=BOTH,
        template="community/notifications/dormant.html",
        reasons={"facilitator": _("Vous animez cet espace.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.exported",
        order=26,
        label=_("L’export d’un espace est prêt"),
        icon="download",
        specificity=40,
        channels=INSIDE,
        template="community/notifications/exported.html",
        reasons={"asked": _("Vous avez demandé cet export.")},
        always=True,
    )
)
