"""Notifications, what each member wants of each kind and when, and the ledger of deliveries."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activity.enums import Cadence, CancelReason, Channel, DeliveryState, DigestCadence
from activity.rules.timing import Timing


class Notification(models.Model):
    """One notice to one person. `event_key` names the fact: at most one notice per person and fact, the more specific
    kind wins. `reason` says in a word why one gets it. `object`: where the link leads.

    `silent`: written for a mail only (the digest of a space, a kind that is wanted by mail alone): it neither rings nor
    stands in the list. `data["in"]`: [type, number] of what holds the thing (the space of a thread), for digests.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    reason = models.CharField(max_length=60)
    event_key = models.CharField(max_length=100)
    actor = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    object_id = models.BigIntegerField(null=True)
    audience = models.ForeignKey("people.Audience", models.CASCADE, null=True, related_name="+")
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    silent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [models.UniqueConstraint(fields=["person", "event_key"], name="notification_once_per_fact")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notification_newest"),
            models.Index(fields=["person"], condition=Q(read_at=None, silent=False), name="notification_unread"),
            models.Index(fields=["person", "content_type", "object_id"], name="notification_of_object"),
            models.Index(fields=["event_key"], name="notification_of_fact"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"


class Preference(models.Model):
    """Whether one kind reaches the person by one channel; no row: the kind's default. `cadence`: of wanted mails."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="notification_preferences")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    wanted = models.BooleanField()
    cadence = models.CharField(max_length=10, choices=Cadence.choices, blank=True, default="")

    class Meta:
        verbose_name = _("préférence de notification")
        verbose_name_plural = _("préférences de notification")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.channel}"


class NotificationSettings(models.Model):
    """What holds for all kinds; no row: these defaults. Hours and days are Québec's.

    `quiet_from` to `quiet_to` (may pass midnight), and whole weekends with `quiet_weekends`: mails wait until they end.
    `paused_until`: mails wait until that day. `digest`: the rhythm of what a level calls « récapitulatif ».
    `refused_address`: the address that the mail server refused for good; no mail is written for it any more.
    """

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="notification_settings")
    in_app = models.BooleanField(_("la cloche, dans Maillage"), default=True)
    email = models.BooleanField(_("les courriels"), default=True)
    digest_on = models.BooleanField(_("les récapitulatifs"), default=True)
    digest = models.CharField(_("rythme"), max_length=10, choices=DigestCadence.choices, default=DigestCadence.DAILY)
    digest_hour = models.PositiveSmallIntegerField(_("heure"), default=8)
    digest_weekday = models.PositiveSmallIntegerField(_("jour"), default=0)
    quiet_from = models.TimeField(_("de"), null=True, blank=True)
    quiet_to = models.TimeField(_("à"), null=True, blank=True)
    quiet_weekends = models.BooleanField(_("aucun courriel la fin de semaine"), default=False)
    paused_until = models.DateField(_("aucun courriel avant le"), null=True, blank=True)
    refused_address = models.CharField(max_length=254, blank=True, default="")

    class Meta:
        verbose_name = _("réglages de notification")
        verbose_name_plural = _("réglages de notification")
        constraints = [
            models.CheckConstraint(
                condition=Q(digest_hour__lte=23, digest_weekday__lte=6), name="notification_settings_on_the_clock"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="notification_settings_quiet_both",
            ),
        ]

    @property
    def timing(self) -> Timing:
        """The hours, for the rules."""
        return Timing(
            self.digest_hour, self.digest_weekday, self.quiet_from, self.quiet_to, self.quiet_weekends, self.paused_until
        )

    def __str__(self) -> str:
        return f"{self.person_id}"


class Delivery(models.Model):
    """One notice by mail: due, then sent, cancelled (`why`) or bounced (`error`: what the server said).

    `mail` names the mail that carries it, with others about the same thing or in the same digest: it is given once, before
    the first try, so that a second try is the same mail under the same Message-ID. `attempts`: tries that failed.
    """

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.NOW)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.DUE)
    why = models.CharField(max_length=12, choices=CancelReason.choices, blank=True, default="")
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    mail = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("envoi")
        verbose_name_plural = _("envois")
        constraints = [models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="due"), name="delivery_due"),
            models.Index(fields=["mail"], condition=Q(state="due"), name="delivery_of_mail"),
            models.Index(fields=["person", "-id"], name="delivery_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
