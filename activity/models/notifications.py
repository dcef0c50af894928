"""Notifications, what each member wants of each kind, and the ledger of deliveries."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from activity.enums import Channel, DeliveryState


class Notification(models.Model):
    """One notice to one person. `event_key` names the fact: at most one notice per person and fact, the more specific
    kind wins. `reason` says in a word why one gets it. `object`: where the link leads."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    reason = models.CharField(max_length=60)
    event_key = models.CharField(max_length=100)
    actor = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    object_id = models.BigIntegerField(null=True)
    audience = models.ForeignKey("people.Audience", models.CASCADE, null=True, related_name="+")
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [models.UniqueConstraint(fields=["person", "event_key"], name="notification_once_per_fact")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notification_newest"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notification_unread"),
            models.Index(fields=["person", "content_type", "object_id"], name="notification_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"


class Preference(models.Model):
    """Whether one kind reaches the person by one channel; no row: the kind's default."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notification_preferences")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    wanted = models.BooleanField()

    class Meta:
        verbose_name = _("préférence de notification")
        verbose_name_plural = _("préférences de notification")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.channel}"


class Delivery(models.Model):
    """One notice by one channel: due, then sent, cancelled (read meanwhile) or bounced."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.DUE)
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("envoi")
        verbose_name_plural = _("envois")
        constraints = [models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="due"), name="delivery_due"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
