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


class BankState(models.TextChoices):
    DRAFT = "draft", _("En préparation")
    IN_FORCE = "in_force", _("En vigueur")
    RETIRED = "retired", _("Retirée")


class ItemForm(models.TextChoices):
    """The public form shares no statement with the members'."""

    MEMBER = "member", _("Membres")
    PUBLIC = "public", _("Grand public")


class ItemKind(models.TextChoices):
    GRADED = "graded", _("Énoncé")
    SCENARIO = "scenario", _("Mise en situation")


class GradedAnswer(models.IntegerChoices):
    """Anchored steps; the value is the category of the graded response model."""

    NEVER = 0, _("Jamais")
    WITH_HELP = 1, _("Avec de l’aide")
    ON_MY_OWN = 2, _("De façon autonome")
    I_TEACH_IT = 3, _("Je l’enseigne")


class Source(models.TextChoices):
    """Who says it; the values are those of rules/sources.py."""

    SELF = "self", _("Vos réponses")
    SCENARIO = "scenario", _("Mises en situation")
    MANAGER = "manager", _("Votre gestionnaire")
    PEER = "peer", _("Vos pairs")
    EVIDENCE = "evidence", _("Preuves examinées")
    COURSE = "course", _("Résultats de formation")
