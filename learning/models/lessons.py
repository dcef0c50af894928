"""Self-paced courses: written in /cms/, published as versions that never change, followed lesson by lesson."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.enums import QuestionKind, ReviewState
from learning.models.courses import Course
from people.models import Person


class CourseEdition(models.Model):
    """What learners follow: the content as it was published, frozen. `content`: {"modules": [{"id", "title_fr", "title_en",
    "lessons": [{"id", "title_fr", "title_en", "minutes", "blocks": […]}], "quiz": {"id", "pass_percent", "attempts",
    "questions": […]} or null}]}; ids are stable from edition to edition."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(_("ce qui change"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("édition d’un cours")
        verbose_name_plural = _("éditions d’un cours")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="course_edition_unique")]
        triggers = [pgtrigger.Protect(name="unchanging", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.course_id} v{self.number}"


class Following(models.Model):
    """One person follows one edition, to its end: a newer edition does not move them."""

    edition = models.ForeignKey(CourseEdition, models.PROTECT, related_name="followings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    lesson = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("parcours d’un cours")
        verbose_name_plural = _("parcours d’un cours")
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="following_once")]
        indexes = [models.Index(fields=["person", "-last_at"], name="following_of_person")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.person_id}"


class LessonDone(models.Model):
    following = models.ForeignKey(Following, models.CASCADE, related_name="lessons_done")
    lesson = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("leçon terminée")
        verbose_name_plural = _("leçons terminées")
        constraints = [models.UniqueConstraint(fields=["following", "lesson"], name="lesson_done_once")]

    def __str__(self) -> str:
        return self.lesson


class Attempt(models.Model):
    """One try at a quiz. `percent` counts what is marked; empty while an open answer waits for its review."""

    following = models.ForeignKey(Following, models.CASCADE, related_name="attempts")
    quiz = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("essai")
        verbose_name_plural = _("essais")
        constraints = [
            models.UniqueConstraint(fields=["following", "quiz", "number"], name="attempt_unique"),
            models.CheckConstraint(condition=Q(percent=None) | Q(percent__lte=100), name="attempt_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} {self.number}"


class QuizAnswer(models.Model):
    """An answer in a try: options chosen, or words. `right` empty: an open answer not yet reviewed."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    chosen = models.JSONField(default=list, blank=True)
    text = models.TextField(max_length=8000, blank=True)
    right = models.BooleanField(null=True, blank=True)
    review = models.CharField(max_length=10, choices=ReviewState.choices, blank=True)
    reviewed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    feedback = models.TextField(_("commentaire"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("réponse à un questionnaire")
        verbose_name_plural = _("réponses à un questionnaire")
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="quiz_answer_unique")]
        indexes = [models.Index(fields=["review"], condition=Q(review="waiting"), name="quiz_answers_to_review")]

    def __str__(self) -> str:
        return self.question


class MoreAttempts(models.Model):
    """A learner without a try left asks for one more; a trainer of the course adds it. One that waits at a time."""

    following = models.ForeignKey(Following, models.CASCADE, related_name="more_attempts")
    quiz = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    granted_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("essai de plus")
        verbose_name_plural = _("essais de plus")
        constraints = [
            models.UniqueConstraint(fields=["following", "quiz"], condition=Q(granted_at=None), name="more_attempts_once")
        ]

    def __str__(self) -> str:
        return self.quiz
