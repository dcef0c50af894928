"""« Réutilisée chez nous aussi » : who took a practice sheet up elsewhere, with what result."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.models.practices import PracticePage


class PracticeReuse(models.Model):
    """« Réutilisée chez nous » : a person of another organisation says so, with the result there.

    `reuse_count` of the page counts organisations, not declarations.
    """

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="reuses")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="practice_reuses")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    result = models.TextField(_("ce que cela a donné"), max_length=1500)
    result_html = models.TextField(editable=False)
    adapted = models.CharField(_("ce que nous avons adapté"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("réutilisation")
        verbose_name_plural = _("réutilisations")
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="practice_reuse_once"),
            models.CheckConstraint(
                condition=Q(edited_at=None) | Q(edited_at__gte=F("created_at")), name="practice_reuse_edited_later"
            ),
        ]
        indexes = [models.Index(fields=["page", "-created_at", "-id"], name="practice_reuse_newest")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.organisation_id}"
