"""Consent, grants, access log, receipts of erasure: privacy from the first day."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.enums import ConsentChoice


class Consent(models.Model):
    """One decision on one purpose, with the version of the notice that was read. Append-only; the newest row counts."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    notice_version = models.CharField(max_length=20)
    choice = models.CharField(max_length=10, choices=ConsentChoice.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("consentement")
        verbose_name_plural = _("consentements")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [models.Index(fields=["person", "purpose", "-at", "-id"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.notice_version} {self.choice}"


class Grant(models.Model):
    """`grantee` may see one thing of `person` until `until`, or until it is revoked."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="grants_given")
    grantee = models.ForeignKey("people.Person", models.CASCADE, related_name="grants_received")
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    label = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    until = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("partage")
        verbose_name_plural = _("partages")
        constraints = [models.CheckConstraint(condition=~Q(person=F("grantee")), name="grant_to_another")]
        indexes = [models.Index(fields=["grantee", "content_type", "object_id"], name="grant_lookup")]

    def __str__(self) -> str:
        return self.label


class AccessEntry(models.Model):
    """Somebody saw another person's private data: that person reads this log. Append-only."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="access_entries")
    viewer = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=200)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete)]
        indexes = [models.Index(fields=["person", "-at", "-id"], name="access_newest")]

    def __str__(self) -> str:
        return self.what


class ErasureReceipt(models.Model):
    """What remains of an erasure: a date and counts by kind, no content."""

    person_number = models.BigIntegerField()
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("reçu de suppression")
        verbose_name_plural = _("reçus de suppression")

    def __str__(self) -> str:
        return f"{self.person_number} {self.at:%Y-%m-%d}"
