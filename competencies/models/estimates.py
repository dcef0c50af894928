"""What each source says of a person's level, and what all say together. Private: the one read is queries/estimates.py."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.enums import Source
from competencies.models.bank import ItemBank
from competencies.models.frameworks import Competency


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def in_force(self) -> "MeasurementQuerySet":
        """The newest of each person, competency, source and slot."""
        slot = ("person_id", "competency_id", "source", "slot")
        return self.order_by(*slot, "-measured_at", "-id").distinct(*slot)


class Measurement(models.Model):
    """One source's likelihood over the grid of rules/graded.py, its own noise within. `key` names what it comes from
    (« run:12 », « rating:7 », « evidence:31 »), `slot` what it speaks for (« run », « rater:5 », « evidence:31 »): of one
    slot and source the newest is in force."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    key = models.CharField(max_length=60)
    slot = models.CharField(max_length=60)
    bank = models.ForeignKey(ItemBank, models.PROTECT, null=True, blank=True, related_name="+")
    likelihood = ArrayField(models.FloatField())
    told = models.PositiveSmallIntegerField(default=1)
    measured_at = models.DateTimeField()

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesure")
        verbose_name_plural = _("mesures")
        constraints = [
            models.UniqueConstraint(fields=["person", "competency", "source", "key"], name="measurement_once_per_source"),
            models.CheckConstraint(condition=Q(likelihood__len=81), name="measurement_on_the_grid"),
        ]
        indexes = [models.Index(fields=["person", "competency"], name="measurement_of_person")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class Estimate(models.Model):
    """What the measurements in force at one moment say together. A new one is a new row, the newest counts; a row changes
    only when one of the measurements that it rests on (`rests_on`: their keys) is taken away: it is then made without it.

    `mean`, `sd`, `low`, `high` in levels as of `measured_at`; `parts`: each source alone, [{"source", "told", "mean", "low",
    "high"}]. `because`: what it was made for (« run:12 », « rating:7 »…).
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    because = models.CharField(max_length=60)
    weights = ArrayField(models.FloatField())
    mean = models.FloatField()
    sd = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    parts = models.JSONField(default=list)
    rests_on = ArrayField(models.CharField(max_length=60), default=list)
    measured_at = models.DateTimeField()
    newest = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("niveau estimé")
        verbose_name_plural = _("niveaux estimés")
        constraints = [
            models.UniqueConstraint(fields=["person", "competency"], condition=Q(newest=True), name="estimate_one_newest"),
            models.CheckConstraint(condition=Q(weights__len=81), name="estimate_on_the_grid"),
        ]
        indexes = [models.Index(fields=["person", "competency", "-measured_at"], name="estimate_history")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.competency_id}"
