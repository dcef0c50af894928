"""Runs of the diagnostic: who answers, against which target, every answer in order. Private to the person."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency, Estimate, Item, ItemBank
from job_profiles.models import ProfileVersion
from learning.enums import RunState, TargetKind, Verdict
from learning.models.campaigns import Campaign
from people.models import Person


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, person: Person | None) -> "RunQuerySet":
        """One's own. A run as a whole is shown to nobody else."""
        return self.filter(person=person) if person is not None else self.none()


class Run(models.Model):
    """One diagnostic of one person, on the bank it began with. `counted`: the person lets it count in the rounded totals of
    the campaign, or outside campaigns in those of the network."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    bank = models.ForeignKey(ItemBank, models.PROTECT, related_name="+")
    target_kind = models.CharField(max_length=12, choices=TargetKind.choices)
    version = models.ForeignKey(ProfileVersion, models.PROTECT, null=True, blank=True, related_name="+")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="+")
    counted = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.OPEN)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnostic")
        verbose_name_plural = _("diagnostics")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state=RunState.OPEN), name="run_one_open"),
            models.CheckConstraint(
                condition=Q(state=RunState.OPEN, finished_at=None) | Q(state=RunState.FINISHED, finished_at__isnull=False),
                name="run_finished_when",
            ),
        ]
        indexes = [models.Index(fields=["person", "-started_at"], name="run_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.started_at:%Y-%m-%d}"

    @property
    def key(self) -> str:
        """How measurements and estimates name this run."""
        return f"run:{self.pk}"


class RunTarget(models.Model):
    """One competency of a run with the level aimed at, frozen at the start; at the end, what was found.

    `chance`: P(meets the level) when the run ended, from all sources then in force; `verdict` follows from it.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="targets")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("niveau attendu"))
    essential = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)
    estimate = models.ForeignKey(Estimate, models.SET_NULL, null=True, blank=True, related_name="+")
    chance = models.FloatField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)

    class Meta:
        verbose_name = _("cible")
        verbose_name_plural = _("cibles")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "competency"], name="run_target_unique"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="run_target_level_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} {self.level}"


class Answer(models.Model):
    """One answer; append-only. `place`: order of asking, from 1. `revision` 0 is the first answer to the item, the highest
    counts. `value`: 0 to 3 for a statement, the option chosen for a question, empty for « je ne sais pas »."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=0)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("réponse au diagnostic")
        verbose_name_plural = _("réponses au diagnostic")
        ordering = ["place", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["run", "item", "revision"], name="run_answer_revision"),
            models.UniqueConstraint(fields=["run", "place", "revision"], name="run_answer_place"),
            models.CheckConstraint(condition=Q(place__gte=1), name="run_answer_from_1"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.run_id} {self.place}"
