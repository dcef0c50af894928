"""Closed lists of the community app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpaceAccess(models.TextChoices):
    """Who finds a space, who reads it, how one joins (the table stands in docs/guides/spaces.md)."""

    OPEN = "open", _("Ouvert")
    REQUEST = "request", _("Sur demande")
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
