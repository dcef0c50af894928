"""What a member missed: since when they were away, and when they said « tout est lu »."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CatchUp(models.Model):
    """The newest time that a person stayed away from the home page for days (see people.events.PersonReturned).

    `away_since`: their last look before; `returned_at`: when they were back; `settled_at`: when they said that they had
    caught up, which also sets apart the practice sheets that they have heard of (a sheet has no read mark).
    """

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="catch_up")
    away_since = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rattrapage")
        verbose_name_plural = _("rattrapages")

    def __str__(self) -> str:
        return f"{self.person_id}"
