"""Descriptions that ministries use today, as they were imported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.addresses import address
from core.rules.text import search_text, sort_key
from job_profiles.enums import DescriptionSource, DescriptionState, JobState
from job_profiles.models.profiles import JobProfile
from job_profiles.models.versions import ProfileVersion
from people.enums import RoleKind
from people.models import Person
from people.permissions import holds, roles_of


class LocalDescriptionQuerySet(models.QuerySet["LocalDescription"]):
    def visible_to(self, person: Person | None) -> "LocalDescriptionQuerySet":
        """All of them for who owns profiles and for the strategic team; a respondent reads those of the own ministries."""
        if person is None:
            return self.none()
        if any(holds(person, role) for role in (RoleKind.PROFILE_OWNER, RoleKind.STRATEGIC_TEAM)):
            return self
        if not holds(person, RoleKind.RESPONDENT):
            return self.none()
        scopes = {held.organisation_id for held in roles_of(person) if held.role == RoleKind.RESPONDENT}
        return self if None in scopes else self.filter(organisation__in=scopes)


class DescriptionImport(models.Model):
    """Files or a text given at once, read by a worker."""

    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="description_imports")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="description_imports")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("importation de descriptions")
        verbose_name_plural = _("importations de descriptions")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state}"

    def get_absolute_url(self) -> str:
        return address("job_profiles:import-detail", self.pk)


class ImportedFile(models.Model):
    """One file of an import, or its pasted text: read (`found` descriptions), or refused with a code and its values."""

    batch = models.ForeignKey(DescriptionImport, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=10, choices=DescriptionSource.choices)
    attachment = models.ForeignKey("people.Attachment", models.SET_NULL, null=True, blank=True, related_name="+")
    pasted = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    found = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=30, blank=True)
    refusal_values = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("fichier importé")
        verbose_name_plural = _("fichiers importés")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class LocalDescription(models.Model):
    """A ministry's own description. `sections`: text per Article key (one item a line), plus `requirements` and `other`.

    `digest`: SHA-256 of the folded text, by which the same text is known again. `folded`: what the search of the list looks
    through. `version`: the reference that it was merged into.
    """

    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="local_descriptions")
    title = models.CharField(_("titre"), max_length=200)
    sort_key = models.CharField(max_length=200, editable=False)
    sections = models.JSONField(default=dict)
    text = models.TextField(_("texte"))
    digest = models.CharField(max_length=64)
    folded = models.TextField(default="", editable=False)
    language = models.CharField(max_length=2, default="fr")
    source = models.CharField(max_length=10, choices=DescriptionSource.choices)
    imported_file = models.ForeignKey(ImportedFile, models.SET_NULL, null=True, blank=True, related_name="descriptions")
    imported_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DescriptionState.choices, default=DescriptionState.NEW)
    profile = models.ForeignKey(JobProfile, models.SET_NULL, null=True, blank=True, related_name="local_descriptions")
    version = models.ForeignKey(ProfileVersion, models.SET_NULL, null=True, blank=True, related_name="local_descriptions")
    edit = models.PositiveIntegerField(default=0)

    objects = LocalDescriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("description ministérielle")
        verbose_name_plural = _("descriptions ministérielles")
        constraints = [models.UniqueConstraint(fields=["organisation", "digest"], name="local_description_once")]
        indexes = [models.Index(fields=["state", "sort_key", "id"], name="local_description_listed")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.prepare()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def prepare(self) -> "LocalDescription":
        """What is drawn from title and text; `bulk_create` does not call `save`."""
        self.sort_key = sort_key(self.title)[:200]
        self.folded = f" {search_text(f'{self.title} {self.text}')}"
        return self

    def get_absolute_url(self) -> str:
        return address("job_profiles:description-detail", self.pk)
