"""Files that a text names before readers have it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.practices import PracticePage
from people.models import Attachment


class PracticeDraftFile(models.Model):
    """A file that is held for who reads the draft of a sheet (its audience is nobody’s), until that text is published."""

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="draft_files")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("fichier d’un brouillon de fiche")
        verbose_name_plural = _("fichiers de brouillons de fiches")
        constraints = [models.UniqueConstraint(fields=["attachment", "page"], name="practice_draft_file_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.attachment_id}"
