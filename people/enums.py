"""Closed lists of the people app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministère")
    CENTRAL = "central", _("Organisme central")
    BODY = "body", _("Organisme")
    EXCLUDED_INVITED = "excluded_invited", _("Exclu, invité")
    SCHOOL = "school", _("Établissement d’enseignement")


class RoleKind(models.TextChoices):
    FACILITATOR = "facilitator", _("Animation")
    MENTOR = "mentor", _("Mentorat")
    TRAINER = "trainer", _("Formation")
    WATCH_EDITOR = "watch_editor", _("Édition de la veille")
    PROFILE_OWNER = "profile_owner", _("Responsable de profil d’emploi")
    RESPONDENT = "respondent", _("Répondance ministérielle")
    COORDINATOR = "coordinator", _("Coordination de programme")
    RECRUITER = "recruiter", _("Recrutement")
    SECTORAL_LEAD = "sectoral_lead", _("Direction d’équipe sectorielle")
    STRATEGIC_TEAM = "strategic_team", _("Équipe stratégique")
    ADMINISTRATOR = "administrator", _("Administration")


class AudienceKind(models.TextChoices):
    NETWORK = "network", _("Tout le réseau")
    CLOSED = "closed", _("Groupe fermé")


class PartVisibility(models.TextChoices):
    """Who may see one part of a profile."""

    NETWORK = "network", _("Tout le réseau")
    ORGANISATION = "organisation", _("Mon organisation")
    ME = "me", _("Moi seulement")


class PersonStatus(models.TextChoices):
    ACTIVE = "active", _("Membre")
    LEFT = "left", _("A quitté le réseau")


class ConsentChoice(models.TextChoices):
    GIVEN = "given", _("Accepté")
    WITHDRAWN = "withdrawn", _("Retiré")


class Theme(models.TextChoices):
    AUTO = "auto", _("Selon l’appareil")
    LIGHT = "light", _("Clair")
    DARK = "dark", _("Sombre")


class AttachmentState(models.TextChoices):
    DRAFT = "draft", _("Téléversé, pas encore publié")
    PUBLISHED = "published", _("Publié")
