"""Roles held, with a scope and dates."""

import datetime as dt

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.enums import RoleKind


class RoleHeldQuerySet(models.QuerySet["RoleHeld"]):
    def on(self, day: dt.date) -> "RoleHeldQuerySet":
        """Roles in force on that day."""
        return self.filter(Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day)))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("person", "role", "organisation", "from_on", "to_on", "given_by")),
    pghistory.DeleteEvent(),
    model_name="RoleHeldHistory",
    fields=["id", "person", "role", "organisation", "from_on", "to_on", "given_by"],
)
class RoleHeld(models.Model):
    """A role of a person; `organisation` empty means the whole network. Dates are both included."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="roles")
    role = models.CharField(_("rôle"), max_length=20, choices=RoleKind.choices)
    organisation = models.ForeignKey(
        "people.Organisation", models.CASCADE, null=True, blank=True, related_name="roles", verbose_name=_("portée")
    )
    from_on = models.DateField(_("depuis"))
    to_on = models.DateField(_("jusqu’à"), null=True, blank=True)
    given_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleHeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("rôle confié")
        verbose_name_plural = _("rôles confiés")
        constraints = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="role_dates"),
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(to_on=None),
                nulls_distinct=False,
                name="role_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"
