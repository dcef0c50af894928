"""Consultation of the ministries on a version: rounds, answers article by article, decision, public log."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.addresses import address
from job_profiles.enums import Article, DecisionOutcome, LogKind, Position, ReplyOutcome
from job_profiles.models.versions import ProfileVersion


class Round(models.Model):
    """One round. `opens_on` and `closes_on` are included; `quorum` in per cent of the ministries asked.

    While `closed_at` is empty the version's text is frozen (trigger on ProfileVersion). `text`: what the ministries were
    asked about, as it was at the opening (shape: queries.texts.snapshot), since the text may be amended afterwards.
    """

    version = models.ForeignKey(ProfileVersion, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_on = models.DateField(_("ouverture"))
    closes_on = models.DateField(_("fermeture"))
    quorum = models.PositiveSmallIntegerField(_("quorum, en % des ministères"), default=50)
    note = models.TextField(_("mot aux ministères"), blank=True)
    text = models.JSONField(default=dict)
    opened_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = pgettext_lazy("des ministères", "consultations")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["version"], condition=Q(closed_at=None), name="round_one_open"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_dates"),
            models.CheckConstraint(condition=Q(quorum__gte=1, quorum__lte=100), name="round_quorum_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} tour {self.number}"

    def get_absolute_url(self) -> str:
        return address("job_profiles:round-detail", self.pk)


class MinistryAnswer(models.Model):
    """What one ministry says in one round; a row per ministry asked from the opening on. `edit` counts saved edits: two
    respondents who answer at once are told. Empty `submitted_at`: begun or not, not sent. `draft`: what the ministry has
    written and not sent, by row (`title`, `competencies:STR1`…): {position, remark, proposal}; its respondents alone read
    it. What was sent stands in ArticleAnswer.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    edit = models.PositiveIntegerField(default=0)
    draft = models.JSONField(default=dict, blank=True)
    edited_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("réponse d’un ministère")
        verbose_name_plural = _("réponses des ministères")
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="ministry_answer_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.organisation_id}"


class ArticleAnswer(models.Model):
    """A ministry's position on one article; `competency` for one required competency of the article « compétences ».

    A reservation carries a remark, an objection a proposal too. The owner's reply stands beside it.
    """

    answer = models.ForeignKey(MinistryAnswer, models.CASCADE, related_name="articles")
    article = models.CharField(max_length=20, choices=Article.choices)
    competency = models.ForeignKey("competencies.Competency", models.PROTECT, null=True, blank=True, related_name="+")
    position = models.CharField(max_length=12, choices=Position.choices)
    remark = models.TextField(_("observation"), blank=True)
    proposal = models.TextField(_("proposition"), blank=True)
    outcome = models.CharField(max_length=10, choices=ReplyOutcome.choices, blank=True)
    reply = models.TextField(_("réponse"), blank=True)
    replied_by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("position sur un article")
        verbose_name_plural = _("positions sur les articles")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "article", "competency"], nulls_distinct=False, name="article_answer_once"
            ),
            models.CheckConstraint(
                condition=~Q(position=Position.OBJECTION) | ~Q(proposal=""), name="article_answer_objection_proposes"
            ),
            models.CheckConstraint(
                condition=~Q(position=Position.RESERVATION) | ~Q(remark=""), name="article_answer_reservation_says"
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None) | (~Q(outcome="") & ~Q(reply="")), name="article_answer_reply_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.article} {self.position}"


class ArticleComment(models.Model):
    """A word in place, beside an article, from who takes part in the consultation."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="comments")
    article = models.CharField(max_length=20, choices=Article.choices)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    body = models.TextField(_("commentaire"))
    body_html = models.TextField(editable=False)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("commentaire sur un article")
        verbose_name_plural = _("commentaires sur les articles")
        indexes = [models.Index(fields=["round", "article", "created_at"], name="article_comment_in_place")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.article}"


class Decision(models.Model):
    """What the strategic team decided on a version, with the figures of the last round as they were then. Append-only."""

    version = models.ForeignKey(ProfileVersion, models.PROTECT, related_name="decisions")
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=DecisionOutcome.choices)
    reasons = models.TextField(_("motifs"))
    asked = models.PositiveSmallIntegerField()
    answered = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()
    open_objections = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ["-at"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.version_id} {self.outcome}"


class LogEntry(models.Model):
    """One line of a version's public log. Append-only. `data`: names as they were (ministry, article), never private."""

    version = models.ForeignKey(ProfileVersion, models.CASCADE, related_name="log")
    kind = models.CharField(max_length=15, choices=LogKind.choices)
    round = models.ForeignKey(Round, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    article = models.CharField(max_length=20, choices=Article.choices, blank=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("lignes du journal")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]
        indexes = [models.Index(fields=["version", "at"], name="profile_log_read")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.kind}"
