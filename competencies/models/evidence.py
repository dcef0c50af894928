"""The evidence ledger: append-only; a correction is a new row that names the one it replaces."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.enums import EvidenceKind, EvidenceVisibility


class Evidence(models.Model):
    """One sign that a person has a competency. `level` 1 to 4, or empty when the source tells none.

    A trigger refuses UPDATE and refuses DELETE outside `erase_person_data`. `corrects` is replaced by this row;
    a row with `withdrawn` set says that the one it corrects no longer counts.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="evidence")
    competency = models.ForeignKey("competencies.Competency", models.PROTECT, related_name="evidence")
    level = models.PositiveSmallIntegerField(_("niveau"), null=True, blank=True)
    kind = models.CharField(_("source"), max_length=12, choices=EvidenceKind.choices)
    source_key = models.CharField(max_length=120)
    occurred_on = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    visibility = models.CharField(max_length=10, choices=EvidenceVisibility.choices, default=EvidenceVisibility.ME)
    corrects = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="corrected_by")
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("preuve")
        verbose_name_plural = _("preuves")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competency", "kind", "source_key"],
                condition=models.Q(corrects=None),
                name="evidence_once_per_source",
            ),
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__gte=1, level__lte=4), name="evidence_level_1_to_4"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        indexes = [
            models.Index(fields=["person", "competency", "-recorded_at"], name="evidence_of_person"),
            models.Index(fields=["competency", "visibility", "person"], name="evidence_of_competency"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.competency_id} {self.kind}"
