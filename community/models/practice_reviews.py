"""Peer review of practice sheets: the workflow’s one task, who may take it, what was said of the whole and of each part."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from community.enums import MembershipRole, ReviewVerdict
from community.models.practices import SECTIONS, PracticeAuthor, PracticePage
from community.models.spaces import Membership
from people.models import Person
from people.queries.audiences import audience_ids

# What a remark may be about; « title » stands for the title and the result in one line.
REMARKED = ("title", *SECTIONS)
MAX_REMARK = 2000


class PeerReviewTask(Task):
    """The one step of a sheet's workflow. The role in the space decides who may take it, not a group of the editor.

    It is taken on the sheet's own page (`community.actions.practices.decide`), where comments have their place: /cms/ offers
    no buttons for it.
    """

    class Meta:
        verbose_name = _("relecture par les pairs")
        verbose_name_plural = _("relectures par les pairs")

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """« approve » publishes, « reject » sends the draft back. Raises PermissionDenied for who may not."""
        page = task_state.workflow_state.content_object.specific
        person = kwargs.pop("person", None) or getattr(user, "person", None)
        if not may_review(person, page):
            raise PermissionDenied(_("Relire cette fiche revient à l’animation de l’espace et aux personnes invitées."))
        if action_name == "approve":
            # Wagtail's own right to publish is that of editors: of who reviews it is not asked.
            task_state.approve(user=user, update=False, **kwargs)
            WorkflowState.objects.get(pk=task_state.workflow_state_id).update()
        else:
            super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return str(_("L’animation de l’espace, ou les personnes invitées à relire, approuvent; jamais qui a écrit."))


def may_review(person: Person | None, page: PracticePage) -> bool:
    """Facilitators of the space and members who were asked; never an author nor the owner.

    Who is only credited for a reply that the sheet draws on may: they did not write it.
    """
    if person is None or not person.is_active or page.person_owner_id == person.pk:
        return False
    if PracticeAuthor.objects.filter(page=page.pk, person=person, credited=False).exists():
        return False
    if Membership.objects.filter(space=page.space_id, person=person, role=MembershipRole.FACILITATOR).exists():
        return True
    asked = PracticeReview.objects.filter(page=page.pk, reviewer=person, verdict=ReviewVerdict.PENDING)
    return asked.exists() and page.audience_id in audience_ids(person)


class PracticeReview(models.Model):
    """A peer asked to read a draft before it is published, and what they said."""

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey("people.Person", models.CASCADE, related_name="practice_reviews")
    asked_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=ReviewVerdict.choices, default=ReviewVerdict.PENDING)
    comment = models.TextField(_("commentaire"), blank=True)
    comment_html = models.TextField(blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("relecture")
        verbose_name_plural = _("relectures")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "reviewer"], condition=Q(verdict=ReviewVerdict.PENDING), name="practice_review_one_pending"
            ),
            models.CheckConstraint(
                condition=Q(verdict=ReviewVerdict.PENDING, decided_at=None)
                | ~Q(verdict=ReviewVerdict.PENDING) & Q(decided_at__isnull=False),
                name="practice_review_decided_has_date",
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "verdict"], name="practice_review_of_person")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.reviewer_id} {self.verdict}"

    @property
    def request_key(self) -> str:
        """The fact of having been asked, as its notice tells it; asked again it is another."""
        return f"practice-review:{self.pk}:{int(self.asked_at.timestamp())}"


class PracticeRemark(models.Model):
    """What a peer said of one part of a sheet. `handled_at`: when an author marked it as taken into account.

    The part is one of `REMARKED`; the text that was read is that of the review's revision.
    """

    review = models.ForeignKey(PracticeReview, models.CASCADE, related_name="remarks")
    part = models.CharField(_("partie"), max_length=20)
    body = models.TextField(_("remarque"), max_length=MAX_REMARK)
    body_html = models.TextField(editable=False)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("remarque de relecture")
        verbose_name_plural = _("remarques de relecture")
        constraints = [
            models.UniqueConstraint(fields=["review", "part"], name="practice_remark_once"),
            models.CheckConstraint(condition=Q(part__in=REMARKED), name="practice_remark_of_a_part"),
            models.CheckConstraint(condition=~Q(body=""), name="practice_remark_says_something"),
            models.CheckConstraint(
                condition=Q(handled_by=None) | Q(handled_at__isnull=False), name="practice_remark_handled_has_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.part}"
