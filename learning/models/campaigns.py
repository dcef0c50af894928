"""Campaigns: a population is invited to the diagnostic between two dates. Who took part is shown to nobody."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.models import Framework, ItemBank
from competencies.models.frameworks import in_language
from job_profiles.models import ProfileVersion
from learning.enums import CampaignState
from people.enums import RoleKind
from people.models import Organisation, Person
from people.permissions import holds, holds_network_wide


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, person: Person | None) -> "CampaignQuerySet":
        """Those one leads: all for the strategic team; for a sectoral lead, those of the own organisations."""
        if person is None:
            return self.none()
        if holds_network_wide(person, RoleKind.STRATEGIC_TEAM):
            return self
        mine = [pk for pk in Organisation.objects.values_list("pk", flat=True) if holds(person, RoleKind.SECTORAL_LEAD, pk)]
        return self.filter(organisation__in=mine)


class Campaign(models.Model):
    """`organisation` empty: the government's, led by the strategic team; else that organisation's, led by its sectoral lead.
    `organisations` and `profiles` narrow the population (none chosen: everybody). Frozen when it opens: bank, framework and
    `versions` (the version of each profile that serves as target). First and last day included. A draft with `scheduled_at`
    opens by itself on its first day."""

    name_fr = models.CharField(_("nom"), max_length=120)
    name_en = models.CharField(_("nom anglais"), max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    profiles = models.ManyToManyField("job_profiles.JobProfile", blank=True, related_name="+")
    versions = models.ManyToManyField(ProfileVersion, blank=True, related_name="+")
    bank = models.ForeignKey(ItemBank, models.PROTECT, null=True, blank=True, related_name="+")
    framework = models.ForeignKey(Framework, models.PROTECT, null=True, blank=True, related_name="+")
    opens_on = models.DateField(_("premier jour"))
    closes_on = models.DateField(_("dernier jour"))
    invitation_fr = models.TextField(_("texte d’invitation"), blank=True)
    invitation_en = models.TextField(_("texte d’invitation, en anglais"), blank=True)
    state = models.CharField(max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    scheduled_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    edit = models.PositiveIntegerField(default=0)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campagne")
        verbose_name_plural = _("campagnes")
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="campaign_dates"),
            models.CheckConstraint(
                condition=Q(state=CampaignState.DRAFT)
                | Q(bank__isnull=False, framework__isnull=False, opened_at__isnull=False),
                name="campaign_open_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    @property
    def invitation(self) -> str:
        return in_language(self.invitation_fr, self.invitation_en)

    @property
    def key(self) -> str:
        """The occasion under which the publisher knows it."""
        return f"campaign:{self.pk}"


class CampaignMember(models.Model):
    """Somebody whom the campaign invites. Read by the system that sends reminders, by no page but the person's own."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("personne invitée à une campagne")
        verbose_name_plural = _("personnes invitées à une campagne")
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="campaign_member_unique")]
        indexes = [models.Index(fields=["person", "campaign"], name="campaign_of_person")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.person_id}"
