"""Closed lists of the activity app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubscriptionLevel(models.TextChoices):
    """How much one hears of what one follows."""

    ALL = "all", _("Tout, en direct")
    MENTIONS = "mentions", _("Mentions seulement")
    DIGEST = "digest", _("Récapitulatif")
    NONE = "none", _("Rien (en sourdine)")


class Channel(models.TextChoices):
    IN_APP = "in_app", _("Dans Maillage")
    EMAIL = "email", _("Courriel")


class Cadence(models.TextChoices):
    """When a mail leaves: a few minutes after the fact, or in a digest."""

    NOW = "now", _("Tout de suite")
    DAILY = "daily", _("Récapitulatif du jour")
    WEEKLY = "weekly", _("Récapitulatif de la semaine")


class DigestCadence(models.TextChoices):
    DAILY = "daily", _("chaque jour")
    WEEKLY = "weekly", _("chaque semaine")


class DeliveryState(models.TextChoices):
    DUE = "due", _("À envoyer")
    SENT = "sent", _("Envoyé")
    CANCELLED = "cancelled", _("Annulé")
    BOUNCED = "bounced", _("Non remis")


class CancelReason(models.TextChoices):
    """Why a mail that was due never left."""

    READ = "read", _("vous l’aviez déjà lu")
    UNWANTED = "unwanted", _("vous ne vouliez plus ce courriel")
    CLOSED = "closed", _("ce n’est plus ouvert à vous, ou cela n’existe plus")
    NO_ADDRESS = "no_address", _("aucune adresse où l’envoyer")
