"""The secret address of a member's calendar feed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarToken(models.Model):
    """Who has the address reads the calendar, without signing in: only a digest (SHA-256, hex) of the token is kept.

    One living token per person; making a new one, or revoking it, closes the old address at once.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="calendar_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("adresse de calendrier")
        verbose_name_plural = _("adresses de calendrier")
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(revoked_at=None), name="calendar_token_one_living")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
