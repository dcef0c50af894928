"""Notices about practice sheets. About one publication a person gets the most telling: their own, then the sheet that they
follow, then a topic or a competency, then the space."""

from django.utils.translation import gettext_lazy as _

from activity.queries.notification_kinds import notification_kinds
from community.notifications.kinds import BOTH, INSIDE, CommunityKind

notification_kinds.register(
    CommunityKind(
        key="community.practice_review_asked",
        order=30,
        label=_("On me demande de relire une fiche"),
        icon="file-search",
        specificity=75,
        channels=BOTH,
        template="community/notifications/practice_review_asked.html",
        reasons={"reviewer": _("On vous a choisi pour relire cette fiche.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.practice_reviewed",
        order=31,
        label=_("Ma fiche est relue"),
        icon="file-check",
        specificity=80,
        channels=BOTH,
        template="community/notifications/practice_reviewed.html",
        reasons={
            "author": _("Vous avez écrit cette fiche."),
            "owner": _("Vous êtes responsable de cette fiche."),
            "credited": _("La fiche reprend une de vos réponses."),
        },
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.practice_changed",
        order=32,
        label=_("Nouvelle version d’une fiche que je suis"),
        icon="file-pen",
        specificity=60,
        channels=INSIDE,
        template="community/notifications/practice_changed.html",
        reasons={"practice": _("Vous suivez cette fiche.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.practice_published",
        order=33,
        label=_("Nouvelle fiche dans ce que je suis"),
        icon="file-plus",
        specificity=30,
        channels=INSIDE,
        template="community/notifications/practice_published.html",
        reasons={
            "competency": _("Vous suivez une compétence de cette fiche."),
            "topic": _("Vous suivez une étiquette de cette fiche."),
            "person": _("Vous suivez une personne qui l’a écrite."),
            "space": _("Vous suivez cet espace."),
        },
    )
)
