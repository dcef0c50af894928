"""Threads (discussions and questions), replies, mentions, read marks, history of texts."""

import pghistory
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.enums import SpaceAccess, ThreadKind
from community.models.spaces import Space, member_space_ids
from competencies.models import TopicTagged
from core.addresses import address
from people.models import Attachment, Person


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, person: Person | None) -> "ThreadQuerySet":
        """Threads of the spaces that this person may read, deleted ones left out."""
        if person is None:
            return self.none()
        return self.filter(Q(space__access=SpaceAccess.OPEN) | Q(space__in=member_space_ids(person)), deleted_at=None)

    def questions(self) -> "ThreadQuerySet":
        return self.filter(kind=ThreadKind.QUESTION)

    def unanswered(self) -> "ThreadQuerySet":
        """Questions without any reply."""
        return self.filter(kind=ThreadKind.QUESTION, accepted=None, reply_count=0)

    def recent(self) -> "ThreadQuerySet":
        return self.order_by("-last_activity_at", "-id")

    def with_byline(self) -> "ThreadQuerySet":
        """What a card shows, in one query."""
        return self.select_related("space", "author__organisation")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange(
            "space", "author", "title", "body", "accepted", "closed_at", "deleted_at", "deleted_by"
        )
    ),
    pghistory.DeleteEvent(),
    model_name="ThreadHistory",
    fields=["id", "space", "author", "title", "body", "accepted", "closed_at", "deleted_at", "deleted_by"],
)
class Thread(models.Model):
    """A discussion or a question with its opening text. `body_html` is the sanitised rendering, made at writing.

    `useful_at`: when the first useful answer came (the reply that was accepted, or the first marked « m’a aidé aussi »).
    `about`: the practice sheet that the thread is about.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="threads")
    kind = models.CharField(_("genre"), max_length=10, choices=ThreadKind.choices, default=ThreadKind.DISCUSSION)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="threads")
    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"))
    body_html = models.TextField(editable=False)
    excerpt = models.CharField(max_length=300, editable=False)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    topics = TaggableManager(through=TopicTagged, blank=True, verbose_name=_("étiquettes"))
    competencies = models.ManyToManyField("competencies.Competency", blank=True, related_name="threads")
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")
    accepted = models.ForeignKey("community.Reply", models.SET_NULL, null=True, blank=True, related_name="+")
    useful_at = models.DateTimeField(null=True, blank=True)
    about = models.ForeignKey(
        "community.PracticePage", models.SET_NULL, null=True, blank=True, related_name="threads", verbose_name=_("fiche")
    )
    reply_count = models.PositiveIntegerField(default=0)
    last_reply_id = models.BigIntegerField(default=0)
    follower_count = models.PositiveIntegerField(default=0)
    reaction_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField()
    last_actor = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    reactions = GenericRelation("community.Reaction", related_query_name="thread")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("fil de discussion")
        verbose_name_plural = _("fils de discussion")
        indexes = [
            models.Index(fields=["space", "-last_activity_at", "-id"], condition=Q(deleted_at=None), name="thread_of_space"),
            models.Index(fields=["-last_activity_at", "-id"], condition=Q(deleted_at=None), name="thread_newest"),
            models.Index(
                fields=["space", "-created_at", "-id"],
                condition=Q(deleted_at=None, kind="question", accepted=None, reply_count=0),
                name="thread_unanswered",
            ),
            models.Index(fields=["author", "-created_at"], name="thread_of_author"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_question(self) -> bool:
        return self.kind == ThreadKind.QUESTION

    def get_absolute_url(self) -> str:
        return address("community:thread-detail", self.pk)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("thread", "author", "body", "deleted_at", "deleted_by")),
    pghistory.DeleteEvent(),
    model_name="ReplyHistory",
    fields=["id", "thread", "author", "body", "deleted_at", "deleted_by"],
)
class Reply(models.Model):
    """An answer or a comment in a thread. A deleted one keeps its place, without its text."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="replies")
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="replies")
    body = models.TextField(_("texte"))
    body_html = models.TextField(editable=False)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")
    reaction_count = models.PositiveIntegerField(default=0)
    helped_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    reactions = GenericRelation("community.Reaction", related_query_name="reply")

    class Meta:
        verbose_name = _("réponse")
        verbose_name_plural = _("réponses")
        indexes = [
            # With what catching up asks of a hundred threads at once, so that the replies themselves are not fetched.
            models.Index(
                fields=["thread", "created_at", "id"],
                include=["author", "helped_count", "deleted_at"],
                name="reply_of_thread",
            ),
            models.Index(fields=["author", "-created_at"], name="reply_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.pk}"

    def get_absolute_url(self) -> str:
        """The page of the thread that holds it, at its place."""
        return f"{address('community:thread-detail', self.thread_id)}?reponse={self.pk}#reponse-{self.pk}"


class PostRevision(models.Model):
    """The text as it was before an edit: readers of the thread may look at the history."""

    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="revisions")
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, blank=True, related_name="revisions")
    title = models.CharField(max_length=200, blank=True)
    body_html = models.TextField()
    edited_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        verbose_name = _("version antérieure")
        verbose_name_plural = _("versions antérieures")
        ordering = ["-replaced_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(thread=None, reply__isnull=False) | Q(thread__isnull=False, reply=None),
                name="post_revision_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.thread_id or self.reply_id} {self.replaced_at:%Y-%m-%d}"


class Mention(models.Model):
    """A person named in a text."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="mentions")
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, blank=True, related_name="mentions")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="mentions")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(fields=["thread", "reply", "person"], nulls_distinct=False, name="mention_once")
        ]

    def __str__(self) -> str:
        return f"@{self.person_id}"


class ThreadRead(models.Model):
    """How far a person has read a thread: the last reply seen (0: the opening text).

    `caught_up_at`: the mark was moved by « Tout marquer comme lu » at that moment; `before_*`: where it stood before, None
    when there was none, so that this can be undone.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="thread_reads")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="reads")
    last_reply_id = models.BigIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField()
    caught_up_at = models.DateTimeField(null=True, blank=True)
    before_reply_id = models.BigIntegerField(null=True, blank=True)
    before_count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("marque de lecture")
        verbose_name_plural = _("marques de lecture")
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="thread_read_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.thread_id}"
