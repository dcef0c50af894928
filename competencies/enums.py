"""Closed lists of the competencies app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkStatus(models.TextChoices):
    PROPOSAL = "proposal", _("Proposition à approuver")
    IN_FORCE = "in_force", _("En vigueur")
    RETIRED = "retired", _("Retiré")


class EvidenceKind(models.TextChoices):
    DECLARED = "declared", _("Déclaré par la personne")
    PRACTICE = "practice", _("Pratique partagée")
    ANSWER = "answer", _("Réponse acceptée")
    COURSE = "course", _("Formation suivie")
    MENTORING = "mentoring", _("Mentorat")
    REVIEWED = "reviewed", _("Preuve examinée")
    DIAGNOSTIC = "diagnostic", _("Diagnostic")
    CREDENTIAL = "credential", _("Attestation")


class EvidenceVisibility(models.TextChoices):
    ME = "me", _("Moi seulement")
    NETWORK = "network", _("Montrée sur mon profil")
