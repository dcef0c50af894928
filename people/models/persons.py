"""People as colleagues see them: the profile and what belongs to it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.addresses import address
from core.rules.text import fold, sort_key
from people.enums import PartVisibility, PersonStatus, Theme

if TYPE_CHECKING:
    from people.models.organisations import Organisation


class PersonQuerySet(models.QuerySet["Person"]):
    def active(self) -> "PersonQuerySet":
        """Members today."""
        return self.filter(status=PersonStatus.ACTIVE)

    def working_in(self, organisations: Iterable[int]) -> "PersonQuerySet":
        """Who works in one of these organisations (ids): assigned there, or employed there and not assigned elsewhere."""
        return self.alias(place=Coalesce("assignment", "organisation")).filter(place__in=list(organisations))

    def with_organisation(self) -> "PersonQuerySet":
        """What a card or a byline shows, in one query."""
        return self.select_related("organisation", "photo")


def default_working_days() -> list[int]:
    return [0, 1, 2, 3, 4]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(
        condition=pghistory.AnyChange(
            "status", "given_name", "family_name", "role_title", "organisation", "assignment", "team"
        )
    ),
    pghistory.DeleteEvent(),
    model_name="PersonHistory",
    fields=["id", "status", "given_name", "family_name", "role_title", "organisation", "assignment", "team"],
)
class Person(models.Model):
    """A member. Stays, emptied of what is private, when the account goes: the work content keeps its author line.

    `organisation` employs; `assignment` is where the person works today, if that is elsewhere.
    `visibility` maps a profile part's key to a PartVisibility; a part that is not there has its part's default.
    """

    user = models.OneToOneField("people.User", models.SET_NULL, null=True, blank=True, related_name="person")
    status = models.CharField(max_length=10, choices=PersonStatus.choices, default=PersonStatus.ACTIVE)
    given_name = models.CharField(_("prénom"), max_length=80)
    family_name = models.CharField(_("nom"), max_length=80, blank=True)
    sort_key = models.CharField(max_length=170, editable=False)
    folded_name = models.CharField(max_length=170, editable=False)
    pronouns = models.CharField(_("pronoms"), max_length=40, blank=True)
    role_title = models.CharField(_("fonction"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="employees", verbose_name=_("employeur")
    )
    assignment = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="assigned", verbose_name=_("affectation")
    )
    team = models.ForeignKey("people.Team", models.SET_NULL, null=True, blank=True, related_name="people")
    photo = models.ForeignKey("people.Image", models.SET_NULL, null=True, blank=True, related_name="+")
    photo_path = models.CharField(max_length=200, blank=True, editable=False)
    bio = models.TextField(_("présentation"), blank=True)
    bio_html = models.TextField(blank=True, editable=False)
    ask_me_about = ArrayField(models.CharField(max_length=60), verbose_name=_("parlez-moi de"), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=20), verbose_name=_("langues"), default=list, blank=True)
    working_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("jours de travail"), default=default_working_days, blank=True
    )
    visibility = models.JSONField(default=dict, blank=True)
    interface_language = models.CharField(_("langue de l’interface"), max_length=2, default="fr")
    theme = models.CharField(_("thème"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    single_keys = models.BooleanField(_("raccourcis d’une touche"), default=True)
    joined_at = models.DateTimeField(_("arrivée"))
    left_at = models.DateTimeField(null=True, blank=True)
    home_seen_at = models.DateTimeField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        indexes = [
            models.Index(fields=["sort_key", "id"], name="person_by_name"),
            models.Index(fields=["organisation", "sort_key", "id"], name="person_by_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(assignment=None) | ~models.Q(assignment=models.F("organisation")),
                name="person_assigned_elsewhere",
                violation_error_message=_("L’affectation est un autre endroit que l’employeur; laissez-la vide sinon."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(f"{self.family_name} {self.given_name}")
        self.folded_name = fold(f"{self.given_name} {self.family_name}".strip())
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper() or "?"

    @property
    def photo_url(self) -> str:
        """The address of the photo with its version, "" without one; reads nothing (cards and bylines show it)."""
        return self.photo_path

    @property
    def workplace(self) -> "Organisation":
        """Where the person works today: the assignment, else the employer."""
        return self.assignment if self.assignment_id and self.assignment is not None else self.organisation

    @property
    def is_active(self) -> bool:
        return self.status == PersonStatus.ACTIVE

    def get_absolute_url(self) -> str:
        return address("people:person-detail", self.pk)

    def part_visibility(self, part: str, default: str = PartVisibility.NETWORK) -> str:
        return str(self.visibility.get(part, default))


class ProfileLink(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    label = models.CharField(_("libellé"), max_length=60)
    url = models.URLField(_("adresse"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("lien")
        verbose_name_plural = _("liens")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


class Absence(models.Model):
    """Away from `starts_on` to `ends_on`, both included; `stand_in` answers meanwhile."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"))
    stand_in = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="stands_in_for")
    message = models.CharField(_("message"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~models.Q(stand_in=models.F("person")), name="absence_stand_in_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"


class OnboardingStep(models.Model):
    """One step of the first visit that this person has done or skipped: it is never asked again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="onboarding_steps")
    step = models.CharField(max_length=40)
    skipped = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("étape d’accueil")
        verbose_name_plural = _("étapes d’accueil")
        constraints = [models.UniqueConstraint(fields=["person", "step"], name="onboarding_step_once")]

    def __str__(self) -> str:
        return self.step
