"""Events of a space: online, in person, hybrid; who registered, who waits, who came."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.enums import AttendanceMode, EventMode, EventState, RegistrationState
from community.models.spaces import Space, member_space_ids
from community.rules.presets import READ_BY_ALL
from competencies.models import TopicTagged
from core.addresses import address
from people.models import Attachment, Person


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, person: Person | None) -> "EventQuerySet":
        """Published and cancelled events of the spaces that this person may read; drafts, for their organiser."""
        if person is None:
            return self.none()
        readable = Q(space__access__in=READ_BY_ALL) | Q(space__in=member_space_ids(person))
        return self.filter(readable, ~Q(state=EventState.DRAFT) | Q(organiser=person))


class Event(models.Model):
    """`uid` and `sequence` (RFC 5545) let calendars follow changes; `capacity` None: no limit; places count confirmed ones.

    `closes_at`: registrations end then (None: when it begins). `thread`: where questions go on afterwards.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="events")
    organiser = models.ForeignKey("people.Person", models.PROTECT, related_name="events_organised")
    title = models.CharField(_("titre"), max_length=160)
    summary = models.CharField(_("résumé"), max_length=300, blank=True)
    body = models.TextField(_("description"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    state = models.CharField(max_length=10, choices=EventState.choices, default=EventState.DRAFT)
    mode = models.CharField(_("formule"), max_length=10, choices=EventMode.choices, default=EventMode.ONLINE)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=300, blank=True)
    accessibility = models.CharField(_("accessibilité des lieux"), max_length=300, blank=True)
    online_url = models.URLField(_("lien de participation"), max_length=500, blank=True)
    capacity = models.PositiveIntegerField(_("nombre de places"), null=True, blank=True)
    needs_approval = models.BooleanField(_("inscriptions à approuver"), default=False)
    closes_at = models.DateTimeField(_("fin des inscriptions"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("motif"), max_length=300, blank=True)
    competencies = models.ManyToManyField("competencies.Competency", blank=True, related_name="events")
    topics = TaggableManager(through=TopicTagged, blank=True, verbose_name=_("étiquettes"))
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")
    recording_url = models.URLField(_("enregistrement"), max_length=500, blank=True)
    recap = models.TextField(_("compte rendu"), blank=True)
    recap_html = models.TextField(editable=False, blank=True)
    thread = models.ForeignKey("community.Thread", models.SET_NULL, null=True, blank=True, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    confirmed_count = models.PositiveIntegerField(default=0, editable=False)
    waiting_count = models.PositiveIntegerField(default=0, editable=False)
    reminded_day_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_hour_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="event_has_a_place"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=F("confirmed_count")), name="event_capacity_holds"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=~Q(state="draft"), name="event_soonest"),
            models.Index(fields=["space", "starts_at"], name="event_of_space"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("community:event-detail", self.pk)


class EventRegistration(models.Model):
    """One person and one event. Waiting people are promoted in the order of (`queued_at`, `id`).

    `note` (accessibility needs, a word to the organiser) is read by organisers alone.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="event_registrations")
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    mode = models.CharField(max_length=10, choices=AttendanceMode.choices, default=AttendanceMode.ONLINE)
    note = models.CharField(_("mot à l’organisation"), max_length=300, blank=True)
    queued_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    attended = models.BooleanField(null=True, blank=True)
    attendance_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="event_registration_once"),
            models.CheckConstraint(
                condition=Q(attended=None) | Q(state=RegistrationState.CONFIRMED), name="event_attendance_of_confirmed"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "queued_at", "id"], name="event_registration_queue"),
            models.Index(fields=["person", "state"], name="event_registration_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.person_id} {self.state}"
