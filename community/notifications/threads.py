"""Notices about threads and replies."""

from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence
from activity.queries.notification_kinds import notification_kinds
from community.notifications.kinds import BOTH, CommunityKind
from community.queries.passages import of_texts

notification_kinds.register(
    CommunityKind(
        key="community.mention",
        order=10,
        label=_("On me mentionne"),
        icon="at-sign",
        specificity=90,
        channels=BOTH,
        template="community/notifications/mention.html",
        passages=of_texts,
        reasons={"mentioned": _("On vous a nommé dans ce texte.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.reply_to_mine",
        order=11,
        label=_("On répond à mon fil"),
        icon="message-square-reply",
        specificity=70,
        channels=BOTH,
        template="community/notifications/reply_to_mine.html",
        passages=of_texts,
        reasons={"author": _("Vous avez ouvert ce fil.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.reply",
        order=12,
        label=_("Réponse dans un fil que je suis"),
        icon="messages-square",
        specificity=50,
        channels=BOTH,
        cadence=Cadence.DAILY,
        template="community/notifications/reply.html",
        passages=of_texts,
        reasons={"thread": _("Vous suivez ce fil.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.accepted",
        order=13,
        label=_("Ma réponse est acceptée"),
        icon="circle-check",
        specificity=80,
        channels=BOTH,
        cadence=Cadence.DAILY,
        template="community/notifications/accepted.html",
        passages=of_texts,
        reasons={"answer": _("Vous avez écrit cette réponse.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.thread",
        order=14,
        label=_("Nouveau fil dans un espace que je suis"),
        icon="message-square-plus",
        specificity=20,
        channels=BOTH,
        cadence=Cadence.DAILY,
        template="community/notifications/thread.html",
        passages=of_texts,
        reasons={"space": _("Vous suivez cet espace.")},
    )
)
