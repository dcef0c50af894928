"""Notices about threads and replies."""

from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence
from community.notifications.kinds import declare
from community.queries.passages import of_texts

declare(
    "mention", _("On me mentionne"), order=10, icon="at-sign", specificity=90,
    passages=of_texts, reasons={"mentioned": _("On vous a nommé dans ce texte.")},
)  # fmt: skip
declare(
    "reply_to_mine", _("On répond à mon fil"), order=11, icon="message-square-reply", specificity=70,
    passages=of_texts, reasons={"author": _("Vous avez ouvert ce fil.")},
)  # fmt: skip
declare(
    "reply", _("Réponse dans un fil que je suis"), order=12, icon="messages-square", specificity=50,
    cadence=Cadence.DAILY, passages=of_texts, reasons={"thread": _("Vous suivez ce fil.")},
)  # fmt: skip
declare(
    "accepted", _("Ma réponse est acceptée"), order=13, icon="circle-check", specificity=80,
    cadence=Cadence.DAILY, passages=of_texts, reasons={"answer": _("Vous avez écrit cette réponse.")},
)  # fmt: skip
declare(
    "thread", _("Nouveau fil dans ce que je suis"), order=14, icon="message-square-plus", specificity=20,
    cadence=Cadence.DAILY, passages=of_texts,
    reasons={
        "competency": _("Vous suivez une compétence de ce fil."),
        "topic": _("Vous suivez une étiquette de ce fil."),
        "person": _("Vous suivez la personne qui l’a ouvert."),
        "space": _("Vous suivez cet espace."),
    },
)  # fmt: skip
