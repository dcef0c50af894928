"""Invitations to join a space, one by one or in rounds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums import InvitationState, JobState
from community.models.spaces import Space


class InvitationRound(models.Model):
    """Many people invited at once, by organisation, job profile or shown competency; worked off in the background.

    `criteria`: {"organisation": [ids], "profile": [ids], "competency": [codes]}, kept to say whom it was meant for.
    `total` is None until the people were counted; `done` counts those who were looked at.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="invitation_rounds")
    by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    criteria = models.JSONField(default=dict)
    message = models.CharField(_("message"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    total = models.PositiveIntegerField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    invited = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("envoi d’invitations")
        verbose_name_plural = _("envois d’invitations")
        indexes = [models.Index(fields=["space", "-created_at"], name="invitation_round_newest")]

    def __str__(self) -> str:
        return f"{self.space_id} {self.created_at:%Y-%m-%d}"


class SpaceInvitation(models.Model):
    """A facilitator asks somebody to come. Until it is answered or expires, the person may look at the door of the space."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="invitations")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="space_invitations")
    invited_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    round = models.ForeignKey(InvitationRound, models.SET_NULL, null=True, blank=True, related_name="invitations")
    message = models.CharField(_("message"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=InvitationState.choices, default=InvitationState.PENDING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation à un espace")
        verbose_name_plural = _("invitations à un espace")
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=Q(state=InvitationState.PENDING), name="space_invitation_one_pending"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="space_invitation_lasts"),
        ]
        indexes = [models.Index(fields=["person", "state"], name="space_invitation_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.space_id}"
