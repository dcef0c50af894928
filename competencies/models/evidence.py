"""The evidence ledger: append-only; a correction is a new row that names the one it replaces."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.enums import EvidenceKind, EvidenceVisibility


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def current(self) -> "EvidenceQuerySet":
        """Rows that count today: nothing corrects them, and they do not withdraw."""
        # NOT EXISTS: of an outer join without partner PostgreSQL expects one row, and walks through thousands.
        corrections = Evidence.objects.filter(corrects=models.OuterRef("pk"))
        return self.filter(~models.Exists(corrections), withdrawn=False)

    def shown(self) -> "EvidenceQuerySet":
        """Rows that count and that their person shows to the network."""
        return self.current().filter(visibility=EvidenceVisibility.NETWORK)

    def visible_to(self, viewer: "models.Model | None") -> "EvidenceQuerySet":
        """One's own whole ledger; of others, what they show."""
        if viewer is None:
            return self.none()
        shown = models.Q(visibility=EvidenceVisibility.NETWORK, corrected_by=None, withdrawn=False)
        return self.filter(models.Q(person=viewer) | shown)


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

    objects = EvidenceQuerySet.as_manager()

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

    @property
    def is_shown(self) -> bool:
        return self.visibility == EvidenceVisibility.NETWORK

    @property
    def is_declared(self) -> bool:
        """Told by the person; the level of the other kinds comes from their source and is not the person's to change."""
        return self.kind == EvidenceKind.DECLARED
