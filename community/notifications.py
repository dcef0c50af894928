"""Kinds of notices of the community: who gets them and why. Sent by `subscribers/notices.py`.

About one text a person gets the most specific notice: named, then « my thread », then what one follows, then the space.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.enums import Channel
from activity.queries.notification_kinds import notification_kinds

BOTH = (Channel.IN_APP, Channel.EMAIL)
INSIDE = (Channel.IN_APP,)


@dataclass(frozen=True, kw_only=True)
class CommunityKind:
    key: str
    order: int
    label: Any
    icon: str
    specificity: int
    channels: tuple[Channel, ...]
    template: str
    reasons: dict[str, Any] = field(default_factory=dict)
    always: bool = False
    group: Any = _("Communauté")


notification_kinds.register(
    CommunityKind(
        key="community.mention",
        order=10,
        label=_("On me mentionne"),
        icon="at-sign",
        specificity=90,
        channels=BOTH,
        template="community/notifications/mention.html",
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
        channels=INSIDE,
        template="community/notifications/reply.html",
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
        channels=INSIDE,
        template="community/notifications/accepted.html",
        reasons={"answer": _("Vous avez écrit cette réponse.")},
    )
)
notification_kinds.register(
    CommunityKind(
        key="community.thread",
        order=14,
        label=_("Nouveau fil dans un espace que je suis en direct"),
        icon="message-square-plus",
        specificity=20,
        channels=INSIDE,
        template="community/notifications/thread.html",
        reasons={"space": _("Vous suivez cet espace en direct.")},
    )
)
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
