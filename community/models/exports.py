"""Exports of a space: HTML, JSON and files in one archive, made in the background."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.enums import JobState
from community.models.spaces import Space


def export_path(instance: "SpaceExport", filename: str) -> str:
    return f"exports/espace-{instance.space_id}-{instance.pk}-{filename}"


class SpaceExport(models.Model):
    """Asked for by a facilitator; only they fetch it; the file is deleted at `expires_at`. `total` None: not counted yet."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="exports")
    by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    total = models.PositiveIntegerField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=export_path, blank=True)
    size = models.BigIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("export d’espace")
        verbose_name_plural = _("exports d’espace")
        indexes = [models.Index(fields=["space", "-created_at"], name="space_export_newest")]

    def __str__(self) -> str:
        return f"{self.space_id} {self.state}"
