"""Spaces and who is in them."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.enums import InvitationState, MembershipRole, RequestState, SpaceAccess, SpaceKind
from community.rules.presets import FOUND_BY_ALL, READ_BY_ALL
from competencies.models import TopicTagged
from core.addresses import address
from core.rules.text import sort_key
from people.models import Person


class SpaceQuerySet(models.QuerySet["Space"]):
    def findable_by(self, person: Person | None) -> "SpaceQuerySet":
        """Spaces whose existence this person may know: all but hidden ones that they are neither in nor invited to."""
        if person is None:
            return self.none()
        inside = Q(pk__in=member_space_ids(person)) | Q(pk__in=invited_space_ids(person))
        return self.filter(Q(access__in=FOUND_BY_ALL) | inside)

    def readable_by(self, person: Person | None) -> "SpaceQuerySet":
        """Spaces whose threads this person may read."""
        if person is None:
            return self.none()
        return self.filter(Q(access__in=READ_BY_ALL) | Q(pk__in=member_space_ids(person)))

    def active(self) -> "SpaceQuerySet":
        return self.filter(archived_at=None)


def member_space_ids(person: Person) -> "models.QuerySet[Membership, int]":
    """Ids of the spaces that the person is in, as a subquery."""
    return Membership.objects.filter(person=person).values_list("space_id", flat=True)


def invited_space_ids(person: Person) -> "models.QuerySet[Space, int]":
    """Ids of the spaces that the person holds a living invitation to, as a subquery (the clock is the database's)."""
    living = Space.objects.filter(
        invitations__person=person, invitations__state=InvitationState.PENDING, invitations__expires_at__gt=Now()
    )
    return living.values_list("pk", flat=True)


class Space(models.Model):
    """A place where practice is shared. `audience` is the network's for an open space, its own closed one otherwise.

    `dormant_since`: nothing happened for long (see actions/dormancy.py); any activity wakes it up.
    """

    name = models.CharField(_("nom"), max_length=120)
    slug = models.SlugField(max_length=130, unique=True)
    sort_key = models.CharField(max_length=120, editable=False)
    kind = models.CharField(_("genre"), max_length=12, choices=SpaceKind.choices, default=SpaceKind.PRACTICE)
    access = models.CharField(_("accès"), max_length=10, choices=SpaceAccess.choices, default=SpaceAccess.OPEN)
    audience = models.ForeignKey("people.Audience", models.PROTECT, related_name="+")
    summary = models.CharField(_("résumé"), max_length=300, blank=True)
    welcome = models.TextField(_("mot de bienvenue"), blank=True)
    welcome_html = models.TextField(blank=True, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    competencies = models.ManyToManyField("competencies.Competency", blank=True, related_name="spaces")
    topics = TaggableManager(through=TopicTagged, blank=True, verbose_name=_("étiquettes"))
    member_count = models.PositiveIntegerField(default=0)
    thread_count = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    dormant_since = models.DateTimeField(null=True, blank=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("espace")
        verbose_name_plural = _("espaces")
        indexes = [models.Index(fields=["-last_activity_at", "-id"], name="space_newest")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return address("community:space-detail", self.slug)

    @property
    def search_mark(self) -> str:
        """By which what was written here is looked for here alone (core.search.groups)."""
        return f"space{self.pk}"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("space", "person", "role")),
    pghistory.DeleteEvent(),
    model_name="MembershipHistory",
    fields=["id", "space", "person", "role"],
)
class Membership(models.Model):
    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=MembershipRole.choices, default=MembershipRole.MEMBER)
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = _("adhésion")
        verbose_name_plural = _("adhésions")
        constraints = [models.UniqueConstraint(fields=["person", "space"], name="membership_once")]
        indexes = [models.Index(fields=["space", "role"], name="membership_of_space")]

    def __str__(self) -> str:
        return f"{self.person_id} ∈ {self.space_id}"


class JoinRequest(models.Model):
    """Somebody asks to join a space « Sur demande »; a facilitator answers."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="join_requests")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="join_requests")
    message = models.CharField(_("message"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.PENDING)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("demande d’adhésion")
        verbose_name_plural = _("demandes d’adhésion")
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=Q(state=RequestState.PENDING), name="join_request_one_pending"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ? {self.space_id}"
