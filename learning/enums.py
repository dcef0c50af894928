"""Closed lists of the learning app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TargetKind(models.TextChoices):
    MINE = "mine", _("Mon profil d’emploi")
    OTHER = "other", _("Un autre profil")
    COMPETENCIES = "competencies", _("Des compétences que je choisis")


class RunState(models.TextChoices):
    OPEN = "open", _("En cours")
    FINISHED = "finished", _("Terminé")


class Verdict(models.TextChoices):
    """What the answers decide about one competency and its target."""

    MET = "met", _("Force")
    GAP = "gap", _("Écart")
    UNDECIDED = "undecided", _("À discuter")

    @classmethod
    def of(cls, decided: bool | None) -> "Verdict":
        """From what the engine decides: True, False, or None for neither (competencies/rules/graded.py)."""
        return cls.UNDECIDED if decided is None else cls.MET if decided else cls.GAP


class RaterKind(models.TextChoices):
    MANAGER = "manager", _("Gestionnaire")
    PEER = "peer", _("Pair")


class RatingState(models.TextChoices):
    SENT = "sent", _("Envoyée")
    ANSWERED = "answered", _("Répondue")
    DECLINED = "declined", _("Déclinée")
    WITHDRAWN = "withdrawn", _("Retirée")
    LAPSED = "lapsed", _("Échue")


class Mark(models.TextChoices):
    """What a rater says of one statement."""

    OBSERVED = "observed", _("Observé")
    NOT_OBSERVED = "not", _("Non observé")
    PASSED = "passed", _("Je passe")


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Terminée")
    PUBLISHED = "published", _("Publiée")
