"""What the assistant of harmonisation proposes. It proposes with reasons; a person decides."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from job_profiles.enums import JobState, Verdict
from job_profiles.models.descriptions import LocalDescription


class AssistantRun(models.Model):
    """One comparison of all descriptions that are not set aside. `done` of `total` steps, for the progress bar."""

    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("comparaison de descriptions")
        verbose_name_plural = _("comparaisons de descriptions")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class SimilarPair(models.Model):
    """Two descriptions alike. `score` 0 to 1; `terms`: words that both carry; `shared`: [{left, right, score}] sentences.

    Known by its two descriptions: a later run renews score and reasons, the verdict stays.
    """

    left = models.ForeignKey(LocalDescription, models.CASCADE, related_name="pairs_left")
    right = models.ForeignKey(LocalDescription, models.CASCADE, related_name="pairs_right")
    run = models.ForeignKey(AssistantRun, models.SET_NULL, null=True, related_name="pairs")
    score = models.FloatField()
    terms = models.JSONField(default=list)
    shared = models.JSONField(default=list)
    cluster = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("descriptions semblables")
        verbose_name_plural = _("descriptions semblables")
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="similar_pair_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="similar_pair_ordered"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="similar_pair_score_0_to_1"),
        ]
        indexes = [models.Index(fields=["cluster", "-score", "id"], name="similar_pair_listed")]

    def __str__(self) -> str:
        return f"{self.left_id} ~ {self.right_id}"


class ImpliedCompetency(models.Model):
    """A competency that a description speaks of. `score` 0 to 1; `level` 1 to 4 or None; `passages`: its own sentences."""

    description = models.ForeignKey(LocalDescription, models.CASCADE, related_name="implied")
    competency = models.ForeignKey("competencies.Competency", models.CASCADE, related_name="+")
    run = models.ForeignKey(AssistantRun, models.SET_NULL, null=True, related_name="implied")
    score = models.FloatField()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    passages = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("compétence sous-entendue")
        verbose_name_plural = _("compétences sous-entendues")
        constraints = [
            models.UniqueConstraint(fields=["description", "competency"], name="implied_competency_once"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=1, level__lte=4), name="implied_competency_level_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description_id} {self.competency_id}"
