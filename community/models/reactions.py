"""Light answers: J’aime, Merci, Utile."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.enums import ReactionKind


class Reaction(models.Model):
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=ReactionKind.choices, default=ReactionKind.LIKE)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("réaction")
        verbose_name_plural = _("réactions")
        constraints = [models.UniqueConstraint(fields=["person", "content_type", "object_id", "kind"], name="reaction_once")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="reaction_of_object")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
