"""What a member follows: a space, a thread, a topic, a person, a competency."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from activity.enums import SubscriptionLevel


class Subscription(models.Model):
    """`person` follows one thing. Following is explicit (or comes with joining): it is not profiling."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="subscriptions")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    level = models.CharField(max_length=10, choices=SubscriptionLevel.choices, default=SubscriptionLevel.ALL)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnements")
        constraints = [models.UniqueConstraint(fields=["person", "content_type", "object_id"], name="subscription_once")]
        indexes = [models.Index(fields=["content_type", "object_id", "level"], name="subscription_of_target")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.content_type_id}:{self.object_id}"
