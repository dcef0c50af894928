"""A self-paced course while it is written in /cms/, and the files of its lessons."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin, RevisionMixin

from learning.enums import Completion, LessonFileKind
from learning.models.courses import Course
from learning.models.lesson_blocks import CourseBody
from people.models import Person


class CourseWriting(PreviewableMixin, RevisionMixin, models.Model):
    """What trainers write. Learners see nothing of it before it is published as an edition."""

    course = models.OneToOneField(Course, models.CASCADE, related_name="writing")
    completion = models.CharField(
        _("Le cours est terminé quand"), max_length=8, choices=Completion.choices, default=Completion.ALL
    )
    modules = StreamField(CourseBody(), blank=True, verbose_name=_("modules"))

    class Meta:
        verbose_name = _("contenu d’un cours")
        verbose_name_plural = _("contenus de cours")

    def __str__(self) -> str:
        return self.course.title_fr

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "learning/course_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"writing": self, "request": request}


def lesson_file_path(instance: "LessonFile", filename: str) -> str:
    """A name that tells nothing: the real one is kept in the row."""
    return f"cours/{instance.key.hex[:2]}/{instance.key.hex}.{instance.extension}"


class LessonFileQuerySet(models.QuerySet["LessonFile"]):
    def visible_to(self, person: Person | None) -> "LessonFileQuerySet":
        """What stands in a published edition; before that, to whoever sent it."""
        if person is None:
            return self.none()
        return self.filter(models.Q(published_at__isnull=False) | models.Q(owner=person))


class LessonFile(models.Model):
    """An image, a video, captions or a document of a lesson; checked by its content."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(_("genre"), max_length=10, choices=LessonFileKind.choices)
    title = models.CharField(_("titre"), max_length=160)
    file = models.FileField(_("fichier"), upload_to=lesson_file_path)
    name = models.CharField(_("nom"), max_length=200)
    extension = models.CharField(max_length=8)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = LessonFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier de cours")
        verbose_name_plural = _("fichiers de cours")

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("learning:lesson-file", args=[self.key, self.name])
