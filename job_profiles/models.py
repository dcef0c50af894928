"""Job profiles, their versions, what they require, who holds which. Minimal: later work extends them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.models.frameworks import in_language
from core.addresses import address
from core.rules.text import sort_key
from job_profiles.enums import VersionState


class JobProfile(models.Model):
    """A profile of the strategy's axis 6, with a stable key."""

    key = models.SlugField(max_length=60, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=120, editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    cnp = models.JSONField(default=list, blank=True)
    esco = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("profil d’emploi")
        verbose_name_plural = _("profils d’emploi")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name_fr)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    def get_absolute_url(self) -> str:
        return address("job_profiles:profile-detail", self.key)


class ProfileVersion(models.Model):
    profile = models.ForeignKey(JobProfile, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.PROPOSAL)
    mission_fr = models.TextField(blank=True)
    mission_en = models.TextField(blank=True)
    framework = models.ForeignKey("competencies.Framework", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version de profil")
        verbose_name_plural = _("versions de profil")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["profile", "number"], name="profile_version_unique")]

    def __str__(self) -> str:
        return f"{self.profile_id} v{self.number}"

    @property
    def mission(self) -> str:
        return in_language(self.mission_fr, self.mission_en)


class Requirement(models.Model):
    """The level that a version asks for in one competency."""

    version = models.ForeignKey(ProfileVersion, models.CASCADE, related_name="requirements")
    competency = models.ForeignKey("competencies.Competency", models.PROTECT, related_name="requirements")
    level = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("exigence")
        verbose_name_plural = _("exigences")
        constraints = [
            models.UniqueConstraint(fields=["version", "competency"], name="requirement_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="requirement_level_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} ≥ {self.level}"


class Holding(models.Model):
    """A person holds a profile, between two dates (both included)."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="holdings")
    profile = models.ForeignKey(JobProfile, models.PROTECT, related_name="holdings")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("profil occupé")
        verbose_name_plural = _("profils occupés")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(to_on=None), name="holding_one_current"),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")), name="holding_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.profile_id}"
