"""Notices of campaigns. Sent by subscribers/campaigns.py; they never say whether somebody has answered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from activity.queries.notification_kinds import Passage
from learning.enums import CampaignState
from learning.models import Campaign
from learning.notifications.kinds import LearningKind, register
from people.models import Person

if TYPE_CHECKING:
    from activity.models import Notification

INVITED = {"invited": _("Vous êtes de la population de cette campagne. Vous pouvez n’y plus être invité ou invitée.")}


class CampaignKind(LearningKind):
    """Its mail quotes the invitation of a campaign that is still open; of another, no mail leaves."""

    def passages(self, notices: "Sequence[Notification]", viewer: Person) -> dict[int, Passage]:
        running = Campaign.objects.filter(pk__in=[one.object_id for one in notices], state=CampaignState.OPEN)
        found = {campaign.pk: campaign for campaign in running}
        return {one.pk: _words(found[one.object_id]) for one in notices if one.object_id in found}


def _words(campaign: Campaign) -> Passage:
    english = campaign.invitation != campaign.invitation_fr
    return Passage(campaign.invitation, "en" if english else "fr")


register(
    CampaignKind, "campaign_invited", _("Invitation à une campagne de diagnostic"), order=94, icon="megaphone",
    specificity=80, reasons=INVITED,
)  # fmt: skip
register(
    CampaignKind, "campaign_reminder", _("Rappel d’une campagne de diagnostic"), order=95, icon="clock", specificity=79,
    reasons=INVITED,
)  # fmt: skip
