"""Images, documents and attachments: each has an audience, and is served only by a view that checks it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from people.enums import AttachmentState


class Image(AbstractImage):
    """Wagtail's image. The description is required for publishing: it is what a blind colleague gets."""

    tags = TaggableManager(blank=True, verbose_name=_("étiquettes"), related_name="library_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="library_images"
    )

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendu d’image")
        verbose_name_plural = _("rendus d’image")
        constraints = [models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_unique")]


class Document(AbstractDocument):
    """Wagtail's document, for editorial pages."""

    tags = TaggableManager(blank=True, verbose_name=_("étiquettes"), related_name="library_documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="library_documents"
    )

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]


def attachment_path(instance: "Attachment", filename: str) -> str:
    """A name that tells nothing: the real one is kept in the row."""
    suffix = instance.extension
    return f"jointes/{instance.key.hex[:2]}/{instance.key.hex}{'.' + suffix if suffix else ''}"


class Attachment(models.Model):
    """A file or image that a member joined to a text. Read by its audience; while a draft, by its owner alone."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="attachments")
    audience = models.ForeignKey("people.Audience", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=AttachmentState.choices, default=AttachmentState.DRAFT)
    file = models.FileField(upload_to=attachment_path)
    name = models.CharField(_("nom"), max_length=200)
    extension = models.CharField(max_length=8)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pièce jointe")
        verbose_name_plural = _("pièces jointes")
        indexes = [models.Index(fields=["state", "created_at"], name="attachment_drafts")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")
