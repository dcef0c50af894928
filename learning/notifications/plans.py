"""Notices of development plans. Sent by subscribers/plans.py. To others they name the plan, never a level."""

from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence
from learning.notifications.kinds import declare

PERSON = {"person": _("C’est votre plan de développement.")}
GRANTEE = {"grantee": _("Cette personne a choisi de vous montrer son plan.")}

declare("step_done", _("Une étape de mon plan s’est cochée d’elle-même"), order=100, icon="list-checks", specificity=70,
        reasons=PERSON, cadence=Cadence.DAILY)  # fmt: skip
declare("goal_reached", _("Mon diagnostic montre un objectif atteint"), order=101, icon="target", specificity=70,
        reasons=PERSON, cadence=Cadence.DAILY)  # fmt: skip
declare("plan_review", _("Le bilan de mon plan approche"), order=102, icon="clipboard-check", specificity=75, reasons=PERSON)
declare("steps_overdue", _("Des étapes de mon plan ont passé leur date"), order=103, icon="clock", specificity=70,
        reasons=PERSON)  # fmt: skip
declare("plan_shown", _("On me montre un plan de développement"), order=104, icon="map", specificity=80, reasons=GRANTEE)
declare("plan_comment", _("On m’écrit à propos d’un plan"), order=105, icon="message-circle", specificity=80,
        reasons=PERSON | GRANTEE)  # fmt: skip
declare("agreement_asked", _("On me demande mon entente sur un plan"), order=106, icon="handshake", specificity=80,
        reasons=GRANTEE)  # fmt: skip
declare(
    "agreement_given", _("On s’entend avec moi sur mon plan"), order=107, icon="handshake", specificity=80, reasons=PERSON
)
declare("agreement_withdrawn", _("Une entente sur un plan est retirée"), order=108, icon="undo-2", specificity=75,
        reasons=PERSON | GRANTEE)  # fmt: skip
