"""Job profiles, the families that order them, the job classes that they belong to."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from competencies.models.frameworks import in_language
from core.addresses import address
from core.rules.text import sort_key

# Words that the addresses of the app take before a profile's key.
RESERVED_KEYS = (
    "comparer", "carte", "ebauches", "harmonisation", "consultations", "couverture", "propositions", "mon-travail",
    "modele", "api", "nouveau", "exporter",
)  # fmt: skip
not_reserved = RegexValidator(
    rf"^({'|'.join(RESERVED_KEYS)})$", _("Ce mot sert déjà d’adresse. Choisissez-en un autre."), inverse_match=True
)


class Family(models.Model):
    """Profiles of one field; inside it each has an explicit rank."""

    code = models.SlugField(max_length=30, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("famille de profils")
        verbose_name_plural = _("familles de profils")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)


class JobClass(models.Model):
    """A class of jobs of the Québec public service. `number` is empty until it is verified."""

    number = models.CharField(max_length=10, blank=True)
    title_fr = models.CharField(max_length=160, unique=True)
    title_en = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("corps d’emploi")
        verbose_name_plural = _("corps d’emploi")
        ordering = ["title_fr"]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="job_class_number_unique")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_fr, self.title_en)


class JobProfile(models.Model):
    """A profile with a stable key and code; what it says stands in its versions.

    `rank` orders the levels of its family, 1 first. `cnp`: codes of Statistics Canada's NOC 2021; `esco`: objects
    {uri, label_fr, label_en, isco}.
    """

    key = models.SlugField(max_length=60, unique=True, validators=[not_reserved])
    code = models.CharField(_("code"), max_length=10, unique=True, null=True)
    name_fr = models.CharField(_("nom"), max_length=120)
    name_en = models.CharField(_("nom anglais"), max_length=120, blank=True)
    sort_key = models.CharField(max_length=120, editable=False)
    family = models.ForeignKey(Family, models.PROTECT, null=True, blank=True, related_name="profiles")
    rank = models.PositiveSmallIntegerField(_("rang dans la famille"), default=1)
    job_class = models.ForeignKey(JobClass, models.PROTECT, null=True, blank=True, related_name="profiles")
    order = models.PositiveSmallIntegerField(default=0)
    cnp = models.JSONField(default=list, blank=True)
    esco = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("profil d’emploi")
        verbose_name_plural = _("profils d’emploi")
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "rank"],
                condition=models.Q(family__isnull=False),
                name="job_profile_rank_in_family",
            ),
            models.CheckConstraint(condition=models.Q(rank__gte=1), name="job_profile_rank_from_1"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name_fr)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    def get_absolute_url(self) -> str:
        return address("job_profiles:profile-detail", self.key)
