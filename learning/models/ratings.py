"""Invited ratings: the person asks a manager or peers; never the other way round."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.models import Competency, Item, ItemBank
from learning.enums import Mark, RaterKind, RatingState
from people.models import Person


class RatingRequestQuerySet(models.QuerySet["RatingRequest"]):
    def visible_to(self, person: Person | None) -> "RatingRequestQuerySet":
        """Who asked, and who is asked (not after a withdrawal)."""
        if person is None:
            return self.none()
        return self.filter(Q(person=person) | (Q(rater=person) & ~Q(state=RatingState.WITHDRAWN)))


class RatingRequest(models.Model):
    """`person` asks `rater` to say what was observed. Names of peers are never shown beside what they said."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    rater = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=RaterKind.choices)
    bank = models.ForeignKey(ItemBank, models.PROTECT, related_name="+")
    message = models.CharField(_("mot"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=RatingState.choices, default=RatingState.SENT)
    created_at = models.DateTimeField()
    due_on = models.DateField(_("d’ici le"))
    reminded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = RatingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’appréciation")
        verbose_name_plural = _("demandes d’appréciation")
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("rater")), name="rating_by_another"),
            models.UniqueConstraint(fields=["person", "rater"], condition=Q(state=RatingState.SENT), name="rating_one_open"),
        ]
        indexes = [models.Index(fields=["rater", "state"], name="rating_of_rater")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.rater_id}"

    @property
    def key(self) -> str:
        return f"rating:{self.pk}"


class RatedStatement(models.Model):
    """One statement of the form, frozen when the rating was asked for. `observed`: True, False, or empty: passed over when
    `marked`, else not looked at yet."""

    request = models.ForeignKey(RatingRequest, models.CASCADE, related_name="statements")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    observed = models.BooleanField(null=True, blank=True)
    marked = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("énoncé apprécié")
        verbose_name_plural = _("énoncés appréciés")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["request", "item"], name="rated_statement_unique")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.place}"

    @property
    def mark(self) -> str:
        """A Mark; "" when nothing was said yet."""
        if self.observed is None:
            return Mark.PASSED.value if self.marked else ""
        return Mark.OBSERVED.value if self.observed else Mark.NOT_OBSERVED.value


class PeerPool(models.Model):
    """Which ratings of peers were shown together about one competency. Kept when it is hidden again: what was shown once
    bounds what may be shown later (rules/ratings.py)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    requests = ArrayField(models.BigIntegerField())
    shown_at = models.DateTimeField()

    class Meta:
        verbose_name = _("avis de pairs mis en commun")
        verbose_name_plural = _("avis de pairs mis en commun")
        indexes = [models.Index(fields=["person", "competency", "shown_at"], name="peer_pool_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.competency_id}"

    @property
    def key(self) -> str:
        """How the measurement made of it is named."""
        return f"peers:{self.pk}"
