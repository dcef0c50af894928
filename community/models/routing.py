"""Questions offered to people who may know, and what each person allows for it. Off until the person switches it on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.enums import OfferState
from community.models.spaces import Space
from community.models.threads import Thread


class RoutingProfile(models.Model):
    """What a person allows: how many questions a week, a pause. The consent itself is a `people.Consent`; without a row
    here, or with `active_since` empty, nothing is ever offered to the person."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="routing_profile")
    active_since = models.DateTimeField(null=True, blank=True)
    weekly_cap = models.PositiveSmallIntegerField(_("questions par semaine, au plus"), default=2)
    paused_until = models.DateField(_("en pause jusqu’au"), null=True, blank=True)

    class Meta:
        verbose_name = _("aiguillage des questions")
        verbose_name_plural = _("aiguillages des questions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekly_cap__gte=1, weekly_cap__lte=10), name="routing_profile_cap_1_to_10"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class RoutedCompetency(models.Model):
    """A competency, with the level told, that the person shares for this purpose alone."""

    profile = models.ForeignKey(RoutingProfile, models.CASCADE, related_name="competencies")
    competency = models.ForeignKey("competencies.Competency", models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(_("niveau"), default=2)

    class Meta:
        verbose_name = _("compétence partagée pour l’aiguillage")
        verbose_name_plural = _("compétences partagées pour l’aiguillage")
        constraints = [
            models.UniqueConstraint(fields=["profile", "competency"], name="routed_competency_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="routed_competency_level_1_to_4"),
        ]
        indexes = [models.Index(fields=["competency", "level"], name="routed_competency_lookup")]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.competency_id}"


class QuestionRoute(models.Model):
    """Where the search for an answer stands: wave 1 at once, 2 at 24 h, 3 at 48 h, then the facilitators (wave 4).

    `next_at`: when the next wave is due; empty when the search is over.
    """

    thread = models.OneToOneField(Thread, models.CASCADE, related_name="route")
    wave = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recherche de réponse")
        verbose_name_plural = _("recherches de réponse")
        indexes = [models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="question_route_due")]

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.wave}"


class QuestionOffer(models.Model):
    """One question offered to one person, with why. `reasons`: codes and names, in the order of their weight."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="offers")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="question_offers")
    wave = models.PositiveSmallIntegerField()
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OFFERED)
    offered_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question proposée")
        verbose_name_plural = _("questions proposées")
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="question_offer_once")]
        indexes = [models.Index(fields=["person", "-offered_at"], name="question_offer_of_person")]

    def __str__(self) -> str:
        return f"{self.thread_id} → {self.person_id}"


class SpaceFigures(models.Model):
    """How questions fare in a space, over the twelve months before `computed_at`; a task keeps it (a roll-up).

    `median_useful`: from the question to the first useful answer (accepted, or marked « m’a aidé aussi »); None under
    three answered questions.
    """

    space = models.OneToOneField(Space, models.CASCADE, related_name="figures")
    questions = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    median_useful = models.DurationField(null=True, blank=True)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("chiffres d’un espace")
        verbose_name_plural = _("chiffres des espaces")

    def __str__(self) -> str:
        return f"{self.space_id}"
