"""Ministries, bodies, schools and their teams."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.addresses import address
from core.rules.text import sort_key
from people.enums import OrganisationKind


class Organisation(models.Model):
    acronym = models.CharField(_("sigle"), max_length=20, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    name_en = models.CharField(_("nom anglais"), max_length=200, blank=True)
    sort_key = models.CharField(max_length=200, editable=False)
    kind = models.CharField(_("genre"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.MINISTRY)
    covered = models.BooleanField(_("visée par la stratégie"), default=True)
    mail_domain = models.CharField(_("domaine de courriel"), max_length=100, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail_domain"], condition=~models.Q(mail_domain=""), name="organisation_mail_domain_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("people:organisation-detail", self.acronym)

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Team(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="teams", verbose_name=_("organisation"))
    name = models.CharField(_("nom"), max_length=200)

    class Meta:
        verbose_name = _("équipe")
        verbose_name_plural = _("équipes")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name_unique")]

    def __str__(self) -> str:
        return self.name
