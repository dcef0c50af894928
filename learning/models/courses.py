"""The catalogue: courses, what they raise, who asks for one that does not exist."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.models import Space
from competencies.models import Competency, TopicTagged
from competencies.models.frameworks import in_language
from core.addresses import address
from learning.enums import ApprovalBy, CourseDeed, CourseKind, CourseLanguage, CourseState
from people.models import Organisation, Person

# Fewer ratings than that say nothing: no average is shown, and none counts in the order.
ENOUGH_RATINGS = 3


class Provider(models.Model):
    """Who gives courses: the network itself, a ministry, a school, a firm."""

    name = models.CharField(_("nom"), max_length=160, unique=True)
    url = models.URLField(_("site"), blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("dispensateur")
        verbose_name_plural = _("dispensateurs")

    def __str__(self) -> str:
        return self.name


class CourseQuerySet(models.QuerySet["Course"]):
    def listed(self) -> "CourseQuerySet":
        return self.filter(state=CourseState.PUBLISHED)

    def visible_to(self, person: Person | None) -> "CourseQuerySet":
        """What is or was in the catalogue; drafts to their trainers."""
        if person is None:
            return self.none()
        return self.filter(~Q(state=CourseState.DRAFT) | Q(trainers=person)).distinct()


class Course(models.Model):
    """`cost_cents` per seat, `session_cost_cents` per session, before taxes. `minutes`: learning time. `level` 1 to 4: for
    whom it is meant. `rating_sum`, `rating_count`, `taken_count`: roll-ups that actions keep, equal to the live counts."""

    key = models.SlugField(max_length=80, unique=True)
    title_fr = models.CharField(_("titre"), max_length=200)
    title_en = models.CharField(_("titre anglais"), max_length=200, blank=True)
    sort_key = models.CharField(max_length=200, editable=False)
    summary_fr = models.CharField(_("résumé"), max_length=500)
    summary_en = models.CharField(_("résumé anglais"), max_length=500, blank=True)
    body_fr = models.TextField(_("description"), blank=True)
    body_en = models.TextField(_("description, en anglais"), blank=True)
    body_html_fr = models.TextField(blank=True, editable=False)
    body_html_en = models.TextField(blank=True, editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="courses")
    kind = models.CharField(_("formule"), max_length=12, choices=CourseKind.choices)
    language = models.CharField(_("langue"), max_length=4, choices=CourseLanguage.choices, default=CourseLanguage.FRENCH)
    minutes = models.PositiveIntegerField(_("durée, en minutes"))
    level = models.PositiveSmallIntegerField(_("niveau"), default=1)
    requires = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="opens")
    requires_fr = models.CharField(_("préalables"), max_length=300, blank=True)
    requires_en = models.CharField(_("préalables, en anglais"), max_length=300, blank=True)
    cost_cents = models.PositiveIntegerField(_("coût par place, en cents"), default=0)
    session_cost_cents = models.PositiveIntegerField(_("coût par séance, en cents"), default=0)
    accessibility_fr = models.CharField(_("mesures d’accessibilité"), max_length=500, blank=True)
    accessibility_en = models.CharField(_("mesures d’accessibilité, en anglais"), max_length=500, blank=True)
    approval = models.CharField(_("approbation par"), max_length=8, choices=ApprovalBy.choices, default=ApprovalBy.NOBODY)
    url = models.URLField(_("adresse du cours"), max_length=500, blank=True)
    trainers = models.ManyToManyField(Person, blank=True, related_name="+")
    space = models.ForeignKey(Space, models.SET_NULL, null=True, blank=True, related_name="+")
    topics = TaggableManager(through=TopicTagged, blank=True, verbose_name=_("étiquettes"))
    state = models.CharField(max_length=10, choices=CourseState.choices, default=CourseState.DRAFT)
    rating_sum = models.PositiveIntegerField(default=0, editable=False)
    rating_count = models.PositiveIntegerField(default=0, editable=False)
    taken_count = models.PositiveIntegerField(default=0, editable=False)
    edit = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("formation")
        verbose_name_plural = _("formations")
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="course_level_1_to_4"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="course_takes_time"),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], condition=Q(state="published"), name="course_by_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)

    @property
    def summary(self) -> str:
        return in_language(self.summary_fr, self.summary_en)

    @property
    def body(self) -> str:
        return in_language(self.body_fr, self.body_en)

    @property
    def body_html(self) -> str:
        return in_language(self.body_html_fr, self.body_html_en)

    @property
    def text_language(self) -> str:
        """Of the title as it is shown: French where nobody wrote it in English."""
        return "en" if self.title_en and self.title == self.title_en else "fr"

    @property
    def average(self) -> float | None:
        """Of five; None while too few have said (ENOUGH_RATINGS)."""
        return self.rating_sum / self.rating_count if self.rating_count >= ENOUGH_RATINGS else None

    @property
    def requires_text(self) -> str:
        return in_language(self.requires_fr, self.requires_en)

    @property
    def accessibility(self) -> str:
        return in_language(self.accessibility_fr, self.accessibility_en)

    def get_absolute_url(self) -> str:
        return address("learning:course-detail", self.key)


class CourseRaise(models.Model):
    """A competency that the course raises, from a level (0: none needed) to a level."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="raises")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    from_level = models.PositiveSmallIntegerField(_("du niveau"), default=0)
    to_level = models.PositiveSmallIntegerField(_("au niveau"))

    class Meta:
        verbose_name = _("compétence développée")
        verbose_name_plural = _("compétences développées")
        constraints = [
            models.UniqueConstraint(fields=["course", "competency"], name="course_raise_unique"),
            models.CheckConstraint(condition=Q(to_level__gt=F("from_level"), to_level__lte=4), name="course_raises"),
        ]
        indexes = [models.Index(fields=["competency", "to_level"], name="course_raise_to")]

    def __str__(self) -> str:
        return f"{self.competency_id} {self.from_level}→{self.to_level}"


class CourseRating(models.Model):
    """By who attended, once per course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="ratings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField(_("appréciation"))
    text = models.TextField(_("avis"), max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("avis sur une formation")
        verbose_name_plural = _("avis sur des formations")
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="course_rating_once"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="course_rating_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.stars}"


class CourseShown(models.Model):
    """A member who took a course and chose to be shown on its page; without a row nobody is."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="shown")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("formation que l’on montre avoir suivie")
        verbose_name_plural = _("formations que l’on montre avoir suivies")
        constraints = [models.UniqueConstraint(fields=["course", "person"], name="course_shown_once")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.person_id}"


class CourseChange(models.Model):
    """Who did what to a course, when. `fields`: names of what changed in its text."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="changes")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    deed = models.CharField(max_length=10, choices=CourseDeed.choices)
    fields = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("changement d’une formation")
        verbose_name_plural = _("changements de formations")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.course_id} {self.deed}"


class CourseWish(models.Model):
    """A course that does not exist, or another session of one that does, is wished for; wishes are counted together.

    `met_by`: the course that answered it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, models.CASCADE, null=True, blank=True, related_name="wishes")
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(_("sujet"), max_length=160, blank=True)
    folded = models.CharField(max_length=160, editable=False, blank=True)
    note = models.CharField(_("précision"), max_length=500, blank=True)
    at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(Course, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("formation souhaitée")
        verbose_name_plural = _("formations souhaitées")
        constraints = [
            models.CheckConstraint(condition=~Q(course=None, subject=""), name="course_wish_says_what"),
            models.UniqueConstraint(
                fields=["person", "course"], condition=Q(course__isnull=False, met_at=None), name="course_wish_once"
            ),
            models.UniqueConstraint(
                fields=["person", "folded"], condition=Q(course=None, met_at=None), name="course_wish_once_a_subject"
            ),
        ]
        indexes = [models.Index(fields=["folded"], condition=Q(course=None, met_at=None), name="course_wish_by_subject")]

    def __str__(self) -> str:
        return self.subject or str(self.course_id)
