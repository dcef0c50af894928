"""Which ministry uses the reference: as it is, with a documented variation, or not yet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from job_profiles.enums import AdoptionKind, Article
from job_profiles.models.profiles import JobProfile
from job_profiles.models.versions import ProfileVersion


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def current(self) -> "AdoptionQuerySet":
        """The last word of each ministry on each profile."""
        return self.filter(ended_at=None)


class Adoption(models.Model):
    """A ministry's word on one version, declared by its respondent; a later word ends it and keeps it."""

    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="adoptions")
    profile = models.ForeignKey(JobProfile, models.PROTECT, related_name="adoptions")
    version = models.ForeignKey(ProfileVersion, models.PROTECT, related_name="adoptions")
    kind = models.CharField(max_length=10, choices=AdoptionKind.choices)
    justification = models.TextField(_("pourquoi"), blank=True)
    since_on = models.DateField(_("depuis"))
    review_on = models.DateField(_("à revoir le"), null=True, blank=True)
    declared_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "profile"], condition=Q(ended_at=None), name="adoption_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(kind=AdoptionKind.VARIATION) | ~Q(justification=""), name="adoption_variation_justified"
            ),
        ]
        indexes = [models.Index(fields=["profile", "ended_at"], name="adoption_of_profile")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.profile_id} {self.kind}"


class AdoptionDifference(models.Model):
    """One difference from the reference: the ministry's own text of an article, or its own level of one competency.

    `level` None with a competency: the ministry does not ask for it.
    """

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="differences")
    article = models.CharField(max_length=20, choices=Article.choices)
    text = models.TextField(blank=True)
    competency = models.ForeignKey("competencies.Competency", models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("écart à la référence")
        verbose_name_plural = _("écarts à la référence")
        constraints = [
            models.UniqueConstraint(
                fields=["adoption", "article", "competency"], nulls_distinct=False, name="adoption_difference_once"
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=1, level__lte=4), name="adoption_difference_level_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.article}"
