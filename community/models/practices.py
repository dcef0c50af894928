"""Practice sheets: Wagtail pages under one index per organisation, read only through our own view.

Members write them in a short form that saves a Wagtail revision; staff may use the editor. Texts are members' Markdown;
`rendered` holds their safe HTML, made at writing.
"""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.managers import TaggableManager
from wagtail.models import Orderable, Page, Workflow

from community.enums import Licence, PracticeChannel, PracticeMaturity, PracticeState
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
            models.Index(fields=["-published_at", "-page_ptr"], condition=Q(state="archived"), name="practice_archived"),
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
        return Workflow.objects.active().filter(workflow_tasks__task__peerreviewtask__isnull=False).first()

    def has_workflow(self) -> bool:
        return self.get_workflow() is not None


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


def visible_practices(person: Person | None) -> "models.QuerySet[PracticePage]":
    """Published and archived sheets of the audiences that this person belongs to (drafts: queries/practices.py)."""
    if person is None:
        return PracticePage.objects.none()
    shown = Q(state__in=[PracticeState.PUBLISHED, PracticeState.ARCHIVED])
    return PracticePage.objects.filter(shown, audience__in=audience_ids(person))
