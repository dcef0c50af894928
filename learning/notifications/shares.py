"""Notices of what is shared of a diagnostic. They name no competency and no level. Sent by subscribers/shares.py."""

from django.utils.translation import gettext_lazy as _

from learning.notifications.kinds import declare

GRANTEE = {"grantee": _("Cette personne a choisi de vous le montrer.")}

declare("items_shared", _("On partage avec moi un élément de diagnostic"), order=95, icon="share-2", specificity=80,
        reasons=GRANTEE)  # fmt: skip
declare("sheet_shown", _("On me montre une feuille de discussion"), order=96, icon="messages-square", specificity=80,
        reasons=GRANTEE)  # fmt: skip
