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


class SpokenLanguage(models.TextChoices):
    """Languages that members may say they work in: French and English, those of First Nations and Inuit, signs, and the
    commonest others in Québec. Codes of ISO 639."""

    FRENCH = "fr", _("français")
    ENGLISH = "en", _("anglais")
    QUEBEC_SIGN = "fcs", _("langue des signes québécoise")
    AMERICAN_SIGN = "ase", _("langue des signes américaine")
    ABENAKI = "abe", _("abénaquis")
    ATIKAMEKW = "atj", _("atikamekw")
    CREE = "cr", _("cri")
    INNU = "moe", _("innu-aimun")
    INUKTITUT = "iu", _("inuktitut")
    MIKMAQ = "mic", _("micmac")
    MOHAWK = "moh", _("mohawk")
    NASKAPI = "nsk", _("naskapi")
    GERMAN = "de", _("allemand")
    ARABIC = "ar", _("arabe")
    BAMBARA = "bm", _("bambara")
    HAITIAN = "ht", _("créole haïtien")
    SPANISH = "es", _("espagnol")
    GREEK = "el", _("grec")
    ITALIAN = "it", _("italien")
    KABYLE = "kab", _("kabyle")
    MANDARIN = "zh", _("mandarin")
    PERSIAN = "fa", _("persan")
    PORTUGUESE = "pt", _("portugais")
    ROMANIAN = "ro", _("roumain")
    RUSSIAN = "ru", _("russe")
    VIETNAMESE = "vi", _("vietnamien")
    WOLOF = "wo", _("wolof")


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
