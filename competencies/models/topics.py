"""Topics: the network's labels (étiquettes), bilingual, folded, mergeable. The tag model of django-taggit."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import GenericTaggedItemBase, TagBase

from competencies.models.frameworks import in_language
from core.addresses import address
from core.rules.text import sort_key


class Topic(TagBase):
    """`name` is French. `folded` is what makes two spellings one topic. A merged topic points at the one that stays."""

    name_en = models.CharField(_("nom anglais"), max_length=100, blank=True)
    folded = models.CharField(max_length=100, unique=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("étiquette")
        verbose_name_plural = _("étiquettes")

    def __str__(self) -> str:
        return self.label

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        return in_language(self.name, self.name_en)

    def get_absolute_url(self) -> str:
        return address("competencies:topic-detail", self.slug)


class TopicAlias(models.Model):
    """Another folded spelling that leads to a topic: English name, synonym, merged name."""

    folded = models.CharField(max_length=100, unique=True)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("variante d’étiquette")
        verbose_name_plural = _("variantes d’étiquette")

    def __str__(self) -> str:
        return self.folded


class TopicTagged(GenericTaggedItemBase):
    """Which topics a thing carries."""

    tag = models.ForeignKey(Topic, models.CASCADE, related_name="tagged")
    object_id = models.BigIntegerField(db_index=True)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("étiquetage")
        verbose_name_plural = _("étiquetages")
        constraints = [models.UniqueConstraint(fields=["tag", "content_type", "object_id"], name="topic_tagged_once")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="topic_tagged_object")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.content_type_id}:{self.object_id}"
