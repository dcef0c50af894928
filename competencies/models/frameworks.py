"""The competency framework as versioned data: groups, competencies, levels and what a person can do at each."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from competencies.enums import FrameworkStatus
from core.addresses import address
from core.rules.text import sort_key


def in_language(french: str, english: str) -> str:
    """The English text where the page is in English and there is one, else the French."""
    return english if english and (translation.get_language() or "fr").startswith("en") else french


class Framework(models.Model):
    """One version; one is current. Competencies keep their codes from version to version."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    status = models.CharField(max_length=10, choices=FrameworkStatus.choices, default=FrameworkStatus.PROPOSAL)
    current = models.BooleanField(default=False)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("référentiel")
        verbose_name_plural = _("référentiels")
        constraints = [
            models.UniqueConstraint(fields=["current"], condition=models.Q(current=True), name="framework_one_current")
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def note(self) -> str:
        return in_language(self.note_fr, self.note_en)


class Level(models.Model):
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    rank = models.PositiveSmallIntegerField(_("rang"))
    name_fr = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    description_fr = models.TextField(blank=True)
    description_en = models.TextField(blank=True)

    class Meta:
        verbose_name = _("niveau")
        verbose_name_plural = _("niveaux")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "rank"], name="level_rank_unique"),
            models.CheckConstraint(condition=models.Q(rank__gte=1, rank__lte=4), name="level_rank_1_to_4"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    @property
    def description(self) -> str:
        return in_language(self.description_fr, self.description_en)


class CompetencyGroup(models.Model):
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="groups")
    code = models.CharField(max_length=20)
    name_fr = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("groupe de compétences")
        verbose_name_plural = _("groupes de compétences")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="competency_group_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)


class Competency(models.Model):
    """A competency, known by its code through all versions; its texts are those of the current framework."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="competencies")
    group = models.ForeignKey(CompetencyGroup, models.PROTECT, related_name="competencies")
    code = models.CharField(max_length=10, unique=True)
    name_fr = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    sort_key = models.CharField(max_length=160, editable=False)
    definition_fr = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name_fr)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    @property
    def definition(self) -> str:
        return in_language(self.definition_fr, self.definition_en)

    def get_absolute_url(self) -> str:
        return address("competencies:competency-detail", self.code)


class LevelDescription(models.Model):
    """What a person can do at one level of one competency."""

    competency = models.ForeignKey(Competency, models.CASCADE, related_name="descriptions")
    rank = models.PositiveSmallIntegerField()
    can_fr = models.TextField()
    can_en = models.TextField()

    class Meta:
        verbose_name = _("description de niveau")
        verbose_name_plural = _("descriptions de niveau")
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["competency", "rank"], name="level_description_unique")]

    def __str__(self) -> str:
        return self.can

    @property
    def can(self) -> str:
        return in_language(self.can_fr, self.can_en)


class CrosswalkEntry(models.Model):
    """A tie from a competency to an entry of another framework (ESCO, GC skills, DigComp)."""

    competency = models.ForeignKey(Competency, models.CASCADE, related_name="crosswalk")
    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=200)
    label_fr = models.CharField(max_length=250, blank=True)
    label_en = models.CharField(max_length=250, blank=True)
    official = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("correspondance")
        verbose_name_plural = _("correspondances")
        ordering = ["scheme", "code"]
        constraints = [models.UniqueConstraint(fields=["competency", "scheme", "code"], name="crosswalk_unique")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"

    @property
    def label(self) -> str:
        return in_language(self.label_fr, self.label_en)
