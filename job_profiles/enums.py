"""Closed lists of the job_profiles app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Ébauche")
    PROPOSAL = "proposal", _("Proposition")
    IN_FORCE = "in_force", _("En vigueur")
    RETIRED = "retired", _("Retirée")
