"""« Redéfinir mon travail » : one's present tasks with shares of time, held against a target profile. Private."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from job_profiles.models.versions import ProfileVersion


class WorkReview(models.Model):
    """One person's look at the own work; one per person. The version is the one that was in force then."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="work_review")
    version = models.ForeignKey(ProfileVersion, models.PROTECT, related_name="+", verbose_name=_("profil visé"))
    edit = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("regard sur mon travail")
        verbose_name_plural = _("regards sur mon travail")

    def __str__(self) -> str:
        return f"{self.person_id} → {self.version_id}"


class WorkTask(models.Model):
    """One present task: its share of the working time in per cent, the competencies that it exercises, what it becomes."""

    class Future(models.TextChoices):
        KEEP = "keep", _("Je la garde")
        MORE = "more", _("J’en ferai plus")
        LESS = "less", _("J’en ferai moins")
        HAND_OVER = "hand_over", _("Je la confie ou je l’arrête")

    review = models.ForeignKey(WorkReview, models.CASCADE, related_name="tasks")
    label = models.CharField(_("tâche"), max_length=200)
    share = models.PositiveSmallIntegerField(_("part du temps, en %"))
    future = models.CharField(_("demain"), max_length=10, choices=Future.choices, default=Future.KEEP)
    order = models.PositiveSmallIntegerField(default=0)
    competencies = models.ManyToManyField("competencies.Competency", blank=True, related_name="+")

    class Meta:
        verbose_name = _("tâche actuelle")
        verbose_name_plural = _("tâches actuelles")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="work_task_share_percent"),
        ]

    def __str__(self) -> str:
        return self.label
