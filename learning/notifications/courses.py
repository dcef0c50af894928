"""Notices of the catalogue. Sent by subscribers/courses.py."""

from django.utils.translation import gettext_lazy as _

from activity.enums import Channel
from learning.notifications.kinds import declare

declare(
    "course_session", _("Nouvelle séance d’une formation que je suis"), order=84, icon="calendar", specificity=60,
    reasons={"course": _("Vous suivez cette formation.")},
)  # fmt: skip
declare(
    "wish_met", _("Une formation répond à ma demande"), order=85, icon="graduation-cap", specificity=80,
    reasons={"wish": _("Vous l’aviez demandée.")},
)  # fmt: skip
declare(
    "course_published", _("Nouvelle formation dans ce que je suis"), order=86, icon="graduation-cap", specificity=30,
    channels=(Channel.IN_APP,),
    reasons={
        "competency": _("Vous suivez une compétence de cette formation."),
        "topic": _("Vous suivez une étiquette de cette formation."),
    },
)  # fmt: skip
