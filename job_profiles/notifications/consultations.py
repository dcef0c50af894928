"""Notices of consultations, decisions and proposals of change. Sent by subscribers/consultations.py and its neighbours."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence, Channel
from activity.queries.notification_kinds import notification_kinds

BOTH = (Channel.IN_APP, Channel.EMAIL)
INSIDE = (Channel.IN_APP,)
OWNER = {"owner": _("Vous êtes responsable des profils d’emploi.")}
RESPONDENT = {"respondent": _("Vous répondez au nom d’un ministère consulté.")}


@dataclass(frozen=True, kw_only=True)
class ProfileKind:
    """See NotificationKind; `cadence`: when its mails leave unless the person says otherwise."""

    key: str
    template: str
    label: Any
    order: int
    icon: str
    specificity: int
    reasons: dict[str, Any]
    channels: tuple[Channel, ...] = BOTH
    always: bool = False
    group: Any = _("Profils d’emploi")
    cadence: Cadence = Cadence.NOW


def declare(name: str, label: Any, **values: Any) -> None:
    """Register the kind `job_profiles.<name>`, drawn by the template of that name."""
    template = f"job_profiles/notifications/{name}.html"
    notification_kinds.register(ProfileKind(key=f"job_profiles.{name}", template=template, label=label, **values))


declare(
    "consultation_asked", _("Mon ministère est consulté"), order=70, icon="clipboard-list", specificity=80,
    reasons=RESPONDENT,
)  # fmt: skip
declare(
    "consultation_closing", _("Une consultation se ferme bientôt"), order=71, icon="clock", specificity=80,
    reasons=RESPONDENT,
)  # fmt: skip
declare(
    "observation_replied", _("Réponse à une observation de mon ministère"), order=72, icon="message-square",
    specificity=80, reasons=RESPONDENT,
)  # fmt: skip
declare(
    "ministry_answered", _("Un ministère a répondu"), order=73, icon="check", specificity=60, channels=INSIDE, reasons=OWNER,
)  # fmt: skip
declare(
    "round_closed", _("Une consultation est fermée"), order=74, icon="lock", specificity=70, reasons=OWNER | RESPONDENT,
)  # fmt: skip
declare(
    "decision_asked", _("Une version attend ma décision"), order=75, icon="scale", specificity=80,
    reasons={"strategic_team": _("Vous êtes de l’équipe stratégique.")},
)  # fmt: skip
declare(
    "version_decided", _("Décision sur une version"), order=76, icon="gavel", specificity=75,
    reasons=OWNER | RESPONDENT,
)  # fmt: skip
declare(
    "profile_moved", _("Ce qui arrive à un profil que je suis"), order=77, icon="briefcase", specificity=50,
    channels=INSIDE, reasons={"profile": _("Vous suivez ce profil.")},
)  # fmt: skip
declare(
    "profile_in_force", _("Nouvelle version de mon profil"), order=78, icon="briefcase", specificity=85,
    reasons={"holder": _("Vous dites occuper ce profil.")},
)  # fmt: skip
declare(
    "change_proposed", _("Une modification est proposée"), order=79, icon="pencil", specificity=60, channels=INSIDE,
    reasons=OWNER,
)  # fmt: skip
declare(
    "change_answered", _("Réponse à ma proposition"), order=80, icon="pencil", specificity=80,
    reasons={"author": _("Vous avez proposé cette modification.")},
)  # fmt: skip
