"""Sessions of a course, their meetings and quotas, who is enrolled."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.addresses import address
from learning.enums import AskedOf, EnrolmentState, Outcome, SessionMode, SessionState
from learning.models.courses import Course
from people.models import Organisation, Person

# Who holds a seat: a confirmed person, and one to whom a freed seat is offered.
SEATED = (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT)
LIVE = (EnrolmentState.REQUESTED, EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.OFFERED)


class Session(models.Model):
    """One time that a course is given. `taken`: seats held, kept by actions under a lock; never over `seats` (constraint).

    `starts_at`, `ends_at`: of the first and last meeting. `decide_on`: day by which the minimum must be reached, or the
    session is cancelled with notice. `uid`, `sequence` (RFC 5545) let calendars follow changes. `desk_key`: of the sign-in
    code.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    mode = models.CharField(_("formule"), max_length=8, choices=SessionMode.choices, default=SessionMode.ROOM)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=300, blank=True)
    online_url = models.URLField(_("lien de participation"), max_length=500, blank=True)
    accessibility = models.CharField(_("accessibilité des lieux"), max_length=300, blank=True)
    seats = models.PositiveIntegerField(_("places"))
    minimum = models.PositiveIntegerField(_("minimum"), default=0)
    decide_on = models.DateField(_("décision de tenue"), null=True, blank=True)
    closes_at = models.DateTimeField(_("fin des inscriptions"), null=True, blank=True)
    trainers = models.ManyToManyField(Person, blank=True, related_name="+")
    taken = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("motif"), max_length=300, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    desk_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(seats__gte=1, minimum__lte=F("seats")), name="session_seats"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="session_never_over_its_seats"),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="session_soonest"),
            models.Index(fields=["course", "starts_at"], name="session_of_course"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.starts_at:%Y-%m-%d}"

    @property
    def left(self) -> int:
        return max(self.seats - self.taken, 0)

    @property
    def is_open(self) -> bool:
        return self.state in (SessionState.PLANNED, SessionState.SURE)

    def get_absolute_url(self) -> str:
        return address("learning:session-detail", self.pk)


class Meeting(models.Model):
    """One sitting of a session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))

    class Meta:
        verbose_name = _("rencontre")
        verbose_name_plural = _("rencontres")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"),
            models.UniqueConstraint(fields=["session", "starts_at"], name="meeting_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.starts_at:%Y-%m-%d %H:%M}"


class Quota(models.Model):
    """At most so many seats of a session for the people of one ministry."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="quotas")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    seats = models.PositiveIntegerField(_("places"))

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [models.UniqueConstraint(fields=["session", "organisation"], name="quota_unique")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.organisation_id} {self.seats}"


class Enrolment(models.Model):
    """One person and one session. Waiting people are promoted in the order of (`queued_at`, `id`), within quotas.

    `organisation`: the ministry whose quota and budget it counts for, of the moment of the request. `asked_of`: who decides
    on the request, empty where nobody has to; `approver`: the manager, where it is the manager. `needs`: of accessibility,
    read by trainers alone, erased a month after the session.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EnrolmentState.choices)
    asked_of = models.CharField(max_length=8, choices=AskedOf.choices, blank=True)
    approver = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField(_("motif de la demande"), max_length=500, blank=True)
    needs = models.CharField(_("besoins d’accessibilité"), max_length=300, blank=True)
    requested_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("motif de la décision"), max_length=300, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    attended_at = models.DateTimeField(null=True, blank=True)
    attendance_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("résultat"), max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], condition=Q(state__in=LIVE), name="enrolment_once"),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.OFFERED) | Q(offer_until__isnull=False), name="enrolment_offer_ends"
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state", "queued_at", "id"], name="enrolment_queue"),
            models.Index(fields=["person", "state"], name="enrolment_of_person"),
            models.Index(fields=["approver", "state"], name="enrolment_to_approve"),
            models.Index(fields=["organisation", "asked_of"], condition=Q(state="requested"), name="enrolment_for_lead"),
            models.Index(fields=["offer_until"], condition=Q(state="offered"), name="enrolment_offers"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id} {self.state}"


class EnrolmentLog(models.Model):
    """What happened to an enrolment, in words that can be read later: who, when, from what to what, why."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="log")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mouvement d’inscription")
        verbose_name_plural = _("mouvements d’inscription")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.before}→{self.after}"


class Presence(models.Model):
    """Somebody was at one meeting: signed in by the code of the room, or noted by a trainer."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="presences")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("présence à une rencontre")
        verbose_name_plural = _("présences aux rencontres")
        constraints = [models.UniqueConstraint(fields=["enrolment", "meeting"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.meeting_id}"


class SessionMessage(models.Model):
    """Words of a trainer to the people of a session, told by notices."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="messages")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    body = models.TextField(_("message"), max_length=2000)
    to_waiting = models.BooleanField(_("aussi aux personnes en liste d’attente"), default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("message aux personnes d’une séance")
        verbose_name_plural = _("messages aux personnes d’une séance")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.at:%Y-%m-%d}"
