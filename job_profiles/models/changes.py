"""« Proposer une modification » : any member, at any time, on a version that one reads."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from job_profiles.enums import Article, ChangeState
from job_profiles.models.versions import ProfileVersion


class ChangeProposal(models.Model):
    """A change of one article asked for by a member, and what the owner answered. Read by every member.

    `carried_to`: the draft in which an accepted one stands beside its article.
    """

    version = models.ForeignKey(ProfileVersion, models.PROTECT, related_name="change_proposals")
    article = models.CharField(_("article"), max_length=20, choices=Article.choices)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="profile_changes")
    body = models.TextField(_("changement"))
    reason = models.TextField(_("pourquoi"))
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.OPEN)
    answer = models.TextField(_("réponse"), blank=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    carried_to = models.ForeignKey(ProfileVersion, models.SET_NULL, null=True, blank=True, related_name="carried_changes")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("proposition de modification")
        verbose_name_plural = _("propositions de modification")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(ChangeState.ACCEPTED, ChangeState.DECLINED))
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="change_proposal_answered",
            )
        ]
        indexes = [models.Index(fields=["state", "-created_at", "-id"], name="change_proposal_listed")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.article}"
