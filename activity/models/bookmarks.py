"""What a member keeps to find again; nobody else sees it."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Bookmark(models.Model):
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="bookmarks")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signet")
        verbose_name_plural = _("signets")
        constraints = [models.UniqueConstraint(fields=["person", "content_type", "object_id"], name="bookmark_once")]
        indexes = [models.Index(fields=["person", "-created_at", "-id"], name="bookmark_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} ★ {self.content_type_id}:{self.object_id}"
