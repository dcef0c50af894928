"""The shelf of a space: resources that its facilitators keep at hand."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums import ShelfKind
from community.models.spaces import Space


class ShelfItem(models.Model):
    """A link, a file, or a thread or practice sheet of the network, in the order that the facilitators chose."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="shelf")
    kind = models.CharField(_("genre"), max_length=6, choices=ShelfKind.choices)
    title = models.CharField(_("titre"), max_length=160)
    note = models.CharField(_("note"), max_length=300, blank=True)
    url = models.URLField(_("adresse"), max_length=500, blank=True)
    attachment = models.ForeignKey("people.Attachment", models.CASCADE, null=True, blank=True, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.BigIntegerField(null=True, blank=True)
    target = GenericForeignKey("content_type", "object_id")
    position = models.PositiveIntegerField(default=0)
    pinned_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ressource épinglée")
        verbose_name_plural = _("ressources épinglées")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["space", "position", "id"], name="shelf_of_space")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind=ShelfKind.LINK, attachment=None, object_id=None) & ~Q(url="")
                    | Q(kind=ShelfKind.FILE, attachment__isnull=False, object_id=None, url="")
                    | Q(kind=ShelfKind.POST, attachment=None, object_id__isnull=False, content_type__isnull=False, url="")
                ),
                name="shelf_item_points_at_one",
            )
        ]

    def __str__(self) -> str:
        return self.title
