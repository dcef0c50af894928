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


class DeliveryState(models.TextChoices):
    DUE = "due", _("À envoyer")
    SENT = "sent", _("Envoyé")
    CANCELLED = "cancelled", _("Annulé (déjà lu)")
    BOUNCED = "bounced", _("Non remis")
