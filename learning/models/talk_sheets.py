"""The talk sheet: competencies to talk about and a question for each. No level, no interval, no probability."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency
from learning.models.runs import Run
from people.models import Person


class TalkSheet(models.Model):
    """What one shows a manager: one per run, remade when the person asks for it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    run = models.OneToOneField(Run, models.CASCADE, related_name="talk_sheet")
    note = models.TextField(_("mot d’introduction"), max_length=1000, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("feuille de discussion")
        verbose_name_plural = _("feuilles de discussion")

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"


class TalkSheetLine(models.Model):
    """One competency with a question that the person may reword."""

    sheet = models.ForeignKey(TalkSheet, models.CASCADE, related_name="lines")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    question = models.CharField(_("question"), max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("ligne de la feuille de discussion")
        verbose_name_plural = _("lignes de la feuille de discussion")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "competency"], name="talk_sheet_line_unique")]

    def __str__(self) -> str:
        return self.question
