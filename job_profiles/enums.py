"""Closed lists of the job_profiles app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """Draft → consultation → approved → in force → retired. A proposal is a shipped default: read, not yet approved."""

    DRAFT = "draft", _("Ébauche")
    PROPOSAL = "proposal", _("Proposition")
    CONSULTATION = "consultation", _("En consultation")
    APPROVED = "approved", _("Approuvée")
    IN_FORCE = "in_force", _("En vigueur")
    RETIRED = "retired", _("Retirée")


class Article(models.TextChoices):
    """The parts of a description, in the order in which they are read, answered and compared."""

    TITLE = "title", _("Titre")
    MISSION = "mission", _("Mission")
    RESPONSIBILITIES = "responsibilities", _("Responsabilités")
    DELIVERABLES = "deliverables", _("Livrables habituels")
    COMPETENCIES = "competencies", _("Compétences requises")
    TOOLS = "tools", _("Outils de travail")
    INDICATORS = "indicators", _("Indicateurs")
    MOVES = "moves", _("Mobilité de carrière")


class JobState(models.TextChoices):
    """Work that a task does."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Échoué")


class DescriptionSource(models.TextChoices):
    DOCX = "docx", _("Document Word")
    PDF = "pdf", _("PDF")
    CSV = "csv", _("Tableau CSV")
    PASTED = "pasted", _("Texte collé")


class DescriptionState(models.TextChoices):
    NEW = "new", _("À harmoniser")
    MERGED = "merged", _("Versée dans une référence")
    ASIDE = "aside", _("Mise de côté")


class Verdict(models.TextChoices):
    """What a person says to a proposal of the assistant."""

    OPEN = "open", _("À examiner")
    ACCEPTED = "accepted", _("Retenue")
    DISMISSED = "dismissed", _("Écartée")


class AdoptionKind(models.TextChoices):
    AS_IS = "as_is", _("Telle quelle")
    VARIATION = "variation", _("Avec une variante documentée")
    NOT_YET = "not_yet", _("Pas encore")


class Position(models.TextChoices):
    """A ministry's answer to one article."""

    AGREE = "agree", _("D’accord")
    RESERVATION = "reservation", _("D’accord avec réserve")
    OBJECTION = "objection", _("En désaccord, avec une proposition")


class ReplyOutcome(models.TextChoices):
    """What the owner does with a reservation or an objection."""

    TAKEN = "taken", _("Retenue")
    PARTLY = "partly", _("Retenue en partie")
    DECLINED = "declined", _("Non retenue")


class DecisionOutcome(models.TextChoices):
    APPROVED = "approved", _("Approuvée")
    REWORK = "rework", _("À remanier")
    REFUSED = "refused", _("Refusée")


class LogKind(models.TextChoices):
    """What the public log of a version tells."""

    DRAFTED = "drafted", _("Ébauche ouverte")
    MERGED = "merged", _("Descriptions ministérielles réunies")
    ROUND_OPENED = "round_opened", _("Consultation ouverte")
    ROUND_EXTENDED = "round_extended", _("Consultation prolongée")
    ANSWERED = "answered", _("Réponse d’un ministère")
    ROUND_CLOSED = "round_closed", _("Consultation fermée")
    REPLIED = "replied", _("Réponse à une observation")
    AMENDED = "amended", _("Article modifié")
    SUBMITTED = "submitted", _("Soumise à la décision")
    DECIDED = "decided", _("Décision")
    IN_FORCE = "in_force", _("Entrée en vigueur")
    RETIRED = "retired", _("Retrait")


class ChangeState(models.TextChoices):
    OPEN = "open", _("À examiner")
    ACCEPTED = "accepted", _("Retenue")
    DECLINED = "declined", _("Non retenue")
    WITHDRAWN = "withdrawn", _("Retirée par son auteur ou autrice")
