"""Notices of courses at one's own pace. Sent by subscribers/lessons.py."""

from django.utils.translation import gettext_lazy as _

from learning.notifications.kinds import declare

TRAINER = {
    "trainer": _("Vous donnez ce cours."),
    "strategic_team": _("Plus personne ne donne ce cours\xa0: il revient à l’équipe stratégique."),
}
LEARNER = {"learner": _("Vous suivez ce cours.")}

declare("answers_waiting", _("Une réponse de cours attend ma relecture"), order=100, icon="message-square-text",
        specificity=78, reasons=TRAINER)  # fmt: skip
declare("answer_reviewed", _("Ma réponse à un cours est relue"), order=101, icon="message-square-text", specificity=80,
        reasons=LEARNER)  # fmt: skip
declare("attempt_asked", _("On me demande un essai de plus"), order=102, icon="hand", specificity=78, reasons=TRAINER)
declare("attempt_granted", _("Un essai de plus m’est accordé"), order=103, icon="rotate-ccw", specificity=80,
        reasons=LEARNER)  # fmt: skip
