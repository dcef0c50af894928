"""What a member keeps to find again, in collections of their own; nobody else sees it."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.rules.text import sort_key


class BookmarkCollection(models.Model):
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="bookmark_collections")
    name = models.CharField(_("nom"), max_length=80)
    sort_key = models.CharField(max_length=80, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("collection de signets")
        verbose_name_plural = _("collections de signets")
        constraints = [models.UniqueConstraint(fields=["person", "sort_key"], name="bookmark_collection_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)[:80]
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Bookmark(models.Model):
    """`remind_at`: when the person wants to be told of it again; `reminded_at`: when that was done."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="bookmarks")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    collection = models.ForeignKey(BookmarkCollection, models.SET_NULL, null=True, blank=True, related_name="bookmarks")
    note = models.CharField(_("note"), max_length=300, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signet")
        verbose_name_plural = _("signets")
        constraints = [models.UniqueConstraint(fields=["person", "content_type", "object_id"], name="bookmark_once")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="bookmark_newest"),
            models.Index(
                fields=["remind_at"],
                condition=models.Q(remind_at__isnull=False, reminded_at=None),
                name="bookmark_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ★ {self.content_type_id}:{self.object_id}"
