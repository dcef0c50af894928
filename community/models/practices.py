"""Practice sheets: Wagtail pages under one index per organisation, read only through our own view.

Members write them in a short form that saves a Wagtail revision; staff may use the editor. Texts are members' Markdown;
`rendered` holds their safe HTML, made at writing.
"""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.managers import TaggableManager
from wagtail.models import Orderable, Page, Task, TaskState, Workflow, WorkflowState

from community.enums import (
    Licence,
    MembershipRole,
    PracticeChannel,
    PracticeMaturity,
    PracticeState,
    ReviewVerdict,
)
from community.models.spaces import Membership
from competencies.models import TopicTagged
from core.addresses import address
from people.models import Attachment, Person
from people.queries.audiences import audience_ids

SECTIONS = ("context", "actions_taken", "how", "results", "would_repeat", "would_change", "tools")
# What belongs to the sheet, not to one of its revisions.
OF_THE_SHEET = (
    "state", "useful_count", "reuse_count", "published_at", "changed_at", "archived_at", "confirmed_at", "review_on",
    "review_warned_at",
)  # fmt: skip


class PracticeIndexPage(Page):
    """The sheets of one organisation. It shows nothing by itself: the library does."""

    organisation = models.OneToOneField("people.Organisation", models.PROTECT, related_name="+", null=True, blank=True)

    subpage_types = ["community.PracticePage"]

    class Meta:
        verbose_name = _("fiches d’une organisation")
        verbose_name_plural = _("fiches par organisation")


class PracticePage(Page):
    """A practice sheet. `audience` is its space's; `state` mirrors the workflow so that lists ask one column.

    `figures`: up to six results, [{"value": "−38 %", "label": "appels au centre de services"}]. `topic_names` belong to the
    revision; `topics` are those of the published text. `live` means that readers see it (published or archived).
    `change_note` goes with a draft: it becomes the note of the release, « ce qui change ».
    """

    space = models.ForeignKey("community.Space", models.PROTECT, related_name="practices")
    audience = models.ForeignKey("people.Audience", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=PracticeState.choices, default=PracticeState.DRAFT)
    result_line = models.CharField(_("le résultat en une ligne"), max_length=200, blank=True)
    context = models.TextField(_("contexte"), blank=True)
    actions_taken = models.TextField(_("ce que nous avons fait"), blank=True)
    how = models.TextField(pgettext_lazy("fiche", "comment"), blank=True)
    results = models.TextField(_("résultats"), blank=True)
    figures = models.JSONField(_("résultats en chiffres"), default=list, blank=True)
    would_repeat = models.TextField(_("ce que nous referions"), blank=True)
    would_change = models.TextField(_("ce que nous ne referions pas"), blank=True)
    tools = models.TextField(_("outils"), blank=True)
    rendered = models.JSONField(default=dict, editable=False)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    licence = models.CharField(_("licence"), max_length=12, choices=Licence.choices, default=Licence.CC_BY)
    channel = models.CharField(_("canal"), max_length=12, choices=PracticeChannel.choices, default=PracticeChannel.OTHER)
    maturity = models.CharField(
        _("maturité"), max_length=12, choices=PracticeMaturity.choices, default=PracticeMaturity.TRIED
    )
    competencies = ParentalManyToManyField("competencies.Competency", blank=True, related_name="practices")
    files = ParentalManyToManyField(Attachment, blank=True, related_name="+")
    topic_names = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    topics = TaggableManager(through=TopicTagged, blank=True, verbose_name=_("étiquettes"))
    change_note = models.CharField(_("ce qui change"), max_length=300, blank=True)
    person_owner = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="practices", verbose_name=_("responsable de la fiche")
    )
    source_thread = models.ForeignKey(
        "community.Thread", models.SET_NULL, null=True, blank=True, related_name="drawn_practices"
    )
    review_on = models.DateField(_("à revoir le"), null=True, blank=True)
    review_warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    useful_count = models.PositiveIntegerField(default=0, editable=False)
    reuse_count = models.PositiveIntegerField(default=0, editable=False)
    reactions = GenericRelation("community.Reaction", related_query_name="practice")

    parent_page_types = ["community.PracticeIndexPage"]
    subpage_types: list[str] = []
    template = "community/practice_preview.html"

    class Meta:
        verbose_name = _("fiche de pratique")
        verbose_name_plural = _("fiches de pratique")
        indexes = [
            models.Index(fields=["-published_at", "-page_ptr"], condition=Q(state="published"), name="practice_newest"),
            models.Index(fields=["-useful_count", "-page_ptr"], condition=Q(state="published"), name="practice_most_useful"),
            models.Index(fields=["-reuse_count", "-page_ptr"], condition=Q(state="published"), name="practice_most_reused"),
            models.Index(fields=["space", "-published_at"], condition=Q(state="published"), name="practice_of_space"),
            models.Index(fields=["review_on"], condition=Q(state="published"), name="practice_to_review"),
            models.Index(fields=["person_owner", "state"], name="practice_of_owner"),
        ]

    def get_absolute_url(self) -> str:
        return address("community:practice-detail", self.label)

    @property
    def sections(self) -> list[dict[str, str]]:
        """Parts that say something, in order: key, title, stored HTML."""
        said = [name for name in SECTIONS if self.rendered.get(name)]
        return [
            {"key": name, "title": capfirst(self._meta.get_field(name).verbose_name), "body_html": self.rendered[name]}
            for name in said
        ]

    @property
    def label(self) -> str:
        """What its addresses carry; the number alone decides."""
        return f"{self.pk}-{self.slug}"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """The audience is always the space's, also when staff write in the editor."""
        if self.space_id:
            self.audience_id = self.space.audience_id
        super().full_clean(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "PracticePage":
        """The text of a revision; what is true of the sheet as a whole is as it stands now (an old revision that is
        published brings back neither old counts nor an old state)."""
        page: PracticePage = super().with_content_json(content)
        for name in OF_THE_SHEET:
            setattr(page, name, getattr(self, name))
        if page.space_id:
            page.audience_id = page.space.audience_id
        return page

    def get_workflow(self) -> "Workflow | None":
        """Peer review, wherever the sheet stands in the tree."""
        return Workflow.objects.active().filter(workflow_tasks__task__in=PeerReviewTask.objects.all()).first()

    def has_workflow(self) -> bool:
        return self.get_workflow() is not None


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


class PracticeAuthor(Orderable):
    """Who wrote a sheet, or is credited from the thread that it was drawn from (`credited`)."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="authored_practices")
    credited = models.BooleanField(default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("auteur d’une fiche")
        verbose_name_plural = _("auteurs d’une fiche")
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="practice_author_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.person_id}"


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


class PracticeRelease(models.Model):
    """One publication of a sheet: readers see what changed from one to the next."""

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    note = models.CharField(_("ce qui change"), max_length=300, blank=True)
    by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("publication d’une fiche")
        verbose_name_plural = _("publications d’une fiche")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="practice_release_number_once")]

    def __str__(self) -> str:
        return f"{self.page_id} v{self.number}"


class PracticeReuse(models.Model):
    """« Réutilisée chez nous » : a person of another organisation says so, with the result there.

    `reuse_count` of the page counts organisations, not declarations.
    """

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="reuses")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="practice_reuses")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    result = models.TextField(_("ce que cela a donné"), max_length=1500)
    result_html = models.TextField(editable=False)
    adapted = models.CharField(_("ce que nous avons adapté"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("réutilisation")
        verbose_name_plural = _("réutilisations")
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="practice_reuse_once"),
            models.CheckConstraint(
                condition=Q(edited_at=None) | Q(edited_at__gte=F("created_at")), name="practice_reuse_edited_later"
            ),
        ]
        indexes = [models.Index(fields=["page", "-created_at", "-id"], name="practice_reuse_newest")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.organisation_id}"


def visible_practices(person: Person | None) -> "models.QuerySet[PracticePage]":
    """Published and archived sheets of the audiences that this person belongs to (drafts: queries/practices.py)."""
    if person is None:
        return PracticePage.objects.none()
    shown = Q(state__in=[PracticeState.PUBLISHED, PracticeState.ARCHIVED])
    return PracticePage.objects.filter(shown, audience__in=audience_ids(person))
