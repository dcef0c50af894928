"""Who holds which profile."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from job_profiles.models.profiles import JobProfile


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
