"""Publications of a practice sheet, numbered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.practices import PracticePage


class PracticeRelease(models.Model):
    """One publication of a sheet: readers see what changed from one to the next."""

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    note = models.CharField(_("ce qui change"), max_length=300, blank=True)
    by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("publication d’une fiche")
        verbose_name_plural = _("publications d’une fiche")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="practice_release_number_once")]

    def __str__(self) -> str:
        return f"{self.page_id} v{self.number}"
