"""What the administrators of this installation decide, on screen (/cms/)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="cogs")
class InstallationSettings(BaseGenericSetting):
    """One row. The Charter's rules on staff among themselves keep English off until an administrator decides."""

    english_available = models.BooleanField(
        _("anglais offert"),
        default=False,
        help_text=_("Chaque membre peut alors choisir l’anglais. Vérifiez d’abord la Charte de la langue française."),
    )
    privacy_contact = models.CharField(_("responsable des renseignements personnels"), max_length=200, blank=True)
    accessibility_contact = models.CharField(_("contact pour l’accessibilité"), max_length=200, blank=True)
    help_contact = models.CharField(_("soutien"), max_length=200, blank=True)

    panels = [
        FieldPanel("english_available"),
        FieldPanel("privacy_contact"),
        FieldPanel("accessibility_contact"),
        FieldPanel("help_contact"),
    ]

    class Meta:
        verbose_name = _("réglages de l’installation")
