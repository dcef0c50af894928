"""Notices of invited ratings. Sent by subscribers/ratings.py."""

from django.utils.translation import gettext_lazy as _

from learning.notifications.kinds import declare

RATER = {"rater": _("Cette personne a choisi de vous demander votre avis.")}
PERSON = {"person": _("Vous avez demandé cet avis.")}

declare("rating_asked", _("On me demande ce que j’ai observé"), order=90, icon="eye", specificity=80, reasons=RATER)
declare("rating_due", _("Rappel d’un avis demandé"), order=91, icon="clock", specificity=79, reasons=RATER)
declare("manager_rated", _("Ma ou mon gestionnaire m’a répondu"), order=92, icon="eye", specificity=80, reasons=PERSON)
declare("peers_rated", _("Les avis de mes pairs sont réunis"), order=93, icon="users", specificity=80, reasons=PERSON)
