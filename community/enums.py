"""Closed lists of the community app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpaceAccess(models.TextChoices):
    """Who finds a space, who reads it, how one joins (the table stands in docs/guides/spaces.md)."""

    OPEN = "open", _("Ouvert")
    REQUEST = "request", _("Sur demande")
    PRIVATE = "private", _("Privé")
    HIDDEN = "hidden", _("Caché")


class SpaceKind(models.TextChoices):
    PRACTICE = "practice", _("Communauté de pratique")
    MINISTRY = "ministry", _("Ministère")
    PROJECT = "project", _("Projet")
    LABORATORY = "laboratory", _("Laboratoire")


class MembershipRole(models.TextChoices):
    MEMBER = "member", _("Membre")
    FACILITATOR = "facilitator", _("Animation")


class RequestState(models.TextChoices):
    PENDING = "pending", _("En attente")
    ACCEPTED = "accepted", _("Acceptée")
    DECLINED = "declined", _("Refusée")


class ThreadKind(models.TextChoices):
    DISCUSSION = "discussion", _("Discussion")
    QUESTION = "question", _("Question")


class ReactionKind(models.TextChoices):
    LIKE = "like", _("J’aime")
    THANKS = "thanks", _("Merci")
    USEFUL = "useful", _("Utile")
    HELPED = "helped", _("M’a aidé aussi")


class InvitationState(models.TextChoices):
    PENDING = "pending", _("En attente")
    ACCEPTED = "accepted", _("Acceptée")
    DECLINED = "declined", _("Déclinée")
    WITHDRAWN = "withdrawn", _("Retirée")
    EXPIRED = "expired", _("Expirée")


class JobState(models.TextChoices):
    """Where a work in the background stands (bulk invitations, exports)."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Échoué")
    EXPIRED = "expired", _("Expiré")


class ShelfKind(models.TextChoices):
    LINK = "link", _("Lien")
    FILE = "file", _("Fichier")
    POST = "post", _("Fil ou fiche")


class OfferState(models.TextChoices):
    """What became of a question that was offered to a person."""

    OFFERED = "offered", _("Proposée")
    ACCEPTED = "accepted", _("J’y répondrai")
    DECLINED = "declined", _("Déclinée")
    ANSWERED = "answered", _("Répondue")
    LAPSED = "lapsed", _("Sans suite")


class PracticeState(models.TextChoices):
    DRAFT = "draft", _("Brouillon")
    REVIEW = "review", _("En relecture")
    PUBLISHED = "published", _("Publiée")
    ARCHIVED = "archived", _("Archivée")


class PracticeMaturity(models.TextChoices):
    TRIED = "tried", _("Essayée une fois")
    REPEATED = "repeated", _("Répétée avec succès")
    ESTABLISHED = "established", _("Bien établie")


class PracticeChannel(models.TextChoices):
    WEB = "web", _("Site Web")
    SOCIAL = "social", _("Médias sociaux")
    VIDEO = "video", _("Vidéo et balado")
    NEWSLETTER = "newsletter", _("Infolettre et courriel")
    INTRANET = "intranet", _("Intranet et communication interne")
    CAMPAIGN = "campaign", _("Campagne et publicité")
    PRESS = "press", _("Relations de presse")
    SERVICE = "service", _("Service à la clientèle")
    DATA = "data", _("Mesure et données")
    OTHER = "other", _("Autre")


class Licence(models.TextChoices):
    CC_BY = "cc-by", _("CC BY 4.0\xa0: réutilisation libre avec mention de la source")
    CC_BY_NC = "cc-by-nc", _("CC BY-NC 4.0\xa0: réutilisation non commerciale")
    GOVERNMENT = "government", _("Usage au sein du gouvernement du Québec")


class ReviewVerdict(models.TextChoices):
    PENDING = "pending", _("En attente")
    APPROVED = "approved", _("Approuvée")
    CHANGES = "changes", _("Changements demandés")
    WITHDRAWN = "withdrawn", _("Retirée")


class EventMode(models.TextChoices):
    ONLINE = "online", _("En ligne")
    IN_PERSON = "in_person", _("En personne")
    HYBRID = "hybrid", _("Hybride")


class EventState(models.TextChoices):
    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Publié")
    CANCELLED = "cancelled", _("Annulé")


class RegistrationState(models.TextChoices):
    REQUESTED = "requested", _("À approuver")
    CONFIRMED = "confirmed", _("Confirmée")
    WAITING = "waiting", _("Liste d’attente")
    CANCELLED = "cancelled", _("Annulée")
    DECLINED = "declined", _("Refusée")


class AttendanceMode(models.TextChoices):
    ONLINE = "online", _("En ligne")
    IN_PERSON = "in_person", _("Sur place")
