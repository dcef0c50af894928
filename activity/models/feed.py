"""The feed: one line per thing that lives, moved up when something happens to it.

`FeedLine` is what home reads and nothing else. `FeedSource` copies the line's time onto each thing it can be followed by
(its container, author, topics, competencies), with an index, so that a member's feed is a merge of short index scans.
"""

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedLine(models.Model):
    """`content_type`/`object_id`: the thing. `container_*`: where it lives. `at`: its last activity. `kind`: registered
    kind that renders it. `topics`: ids of topics, for showing and filtering."""

    kind = models.CharField(max_length=40)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    container_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, related_name="+")
    container_id = models.BigIntegerField(null=True, blank=True)
    actor = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    topics = ArrayField(models.BigIntegerField(), default=list, blank=True)
    audience = models.ForeignKey("people.Audience", models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ligne du fil")
        verbose_name_plural = _("lignes du fil")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="feed_line_once")]
        indexes = [models.Index(fields=["-at", "-id"], name="feed_line_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class FeedSource(models.Model):
    """One thing by which a line is followed, with the line's time and audience copied for the index."""

    line = models.ForeignKey(FeedLine, models.CASCADE, related_name="sources")
    source_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    source_id = models.BigIntegerField()
    audience_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("source d’une ligne")
        verbose_name_plural = _("sources d’une ligne")
        constraints = [models.UniqueConstraint(fields=["line", "source_type", "source_id"], name="feed_source_once")]
        indexes = [
            models.Index(
                fields=["source_type", "source_id", "-at", "-line"], include=["audience_id"], name="feed_source_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_type_id}:{self.source_id}"
