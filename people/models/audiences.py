"""Audiences: circles of readers, that every app may point at without knowing what made them.

The network audience (one row) holds every member; a closed audience lists its people. A space owns one and keeps its
members in step; feed lines, search entries, files and topics of live pages carry the audience's id.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.enums import AudienceKind


class AudienceQuerySet(models.QuerySet["Audience"]):
    def visible_to(self, person: "models.Model | None") -> "AudienceQuerySet":
        """Audiences that this person belongs to; none for nobody."""
        if person is None:
            return self.none()
        return self.filter(models.Q(kind=AudienceKind.NETWORK) | models.Q(members__person=person))


class Audience(models.Model):
    kind = models.CharField(max_length=10, choices=AudienceKind.choices)
    name = models.CharField(max_length=200, blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("auditoire")
        verbose_name_plural = _("auditoires")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(kind=AudienceKind.NETWORK), name="audience_one_network"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class AudienceMember(models.Model):
    """A reader of a closed audience."""

    audience = models.ForeignKey(Audience, models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="audience_memberships")

    class Meta:
        verbose_name = _("lecteur d’un auditoire")
        verbose_name_plural = _("lecteurs d’un auditoire")
        constraints = [models.UniqueConstraint(fields=["person", "audience"], name="audience_member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} ∈ {self.audience_id}"
