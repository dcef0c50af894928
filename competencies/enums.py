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


class FigureFamily(models.TextChoices):
    """Sources of published figures: a closed list. A feature that counts people by competency adds its name here, gives
    contributions and publishes through actions/publishing.py, so that one audit sees all."""

    NEEDS = "needs", _("Besoins de formation")


class FigureTable(models.TextChoices):
    """The tables that may be published, each with its floor in rules/publishing/tables.py; there are no free filters."""

    WHOLE = "whole", _("Ensemble")
    ORGANISATIONS = "organisations", _("Par organisation")
    PROFILES = "profiles", _("Par profil d’emploi")
    TEAMS = "teams", _("Par équipe d’une organisation")
    CROSS = "cross", _("Par profil d’emploi dans une organisation")


class SnapshotState(models.TextChoices):
    COMPUTING = "computing", _("En calcul")
    PUBLISHED = "published", _("Publié")
    NOTHING = "nothing", _("Rien à publier")


class ShareBand(models.TextChoices):
    LOW = "low", _("moins de 10\u00a0%")
    HIGH = "high", _("plus de 90\u00a0%")
