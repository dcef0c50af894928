"""Notices of what ministries do with the references. Sent by subscribers/adoptions.py."""

from django.utils.translation import gettext_lazy as _

from job_profiles.notifications.consultations import INSIDE, OWNER, declare

declare("use_declared", _("Un ministère déclare son usage d’un profil"), order=83, icon="building-2", specificity=55,
        channels=INSIDE, reasons=OWNER)  # fmt: skip
declare("use_to_review", _("L’usage que mon ministère fait d’un profil est à revoir"), order=84, icon="rotate-ccw",
        specificity=78, reasons={"respondent": _("Vous répondez au nom d’un ministère qui emploie ce profil.")})  # fmt: skip
