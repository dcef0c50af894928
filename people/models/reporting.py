"""Who reports to whom: the line of management, from which the law keeps diagnostics away."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ReportsTo(models.Model):
    """`person` reports to `manager` between two dates (both included; no end: still). Cycles are refused by the action."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="managers")
    manager = models.ForeignKey("people.Person", models.CASCADE, related_name="reports")
    from_on = models.DateField(_("depuis"))
    to_on = models.DateField(_("jusqu’à"), null=True, blank=True)

    class Meta:
        verbose_name = _("lien hiérarchique")
        verbose_name_plural = _("liens hiérarchiques")
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("manager")), name="reports_to_another"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="reports_to_dates"),
            models.UniqueConstraint(fields=["person"], condition=Q(to_on=None), name="reports_to_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.manager_id}"
