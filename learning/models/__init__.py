"""Tables of the learning app, one noun per module."""

from learning.models.campaigns import Campaign, CampaignMember
from learning.models.ratings import RatedStatement, RatingRequest
from learning.models.runs import Answer, Run, RunTarget
from learning.models.talk_sheets import TalkSheet, TalkSheetLine

__all__ = [
    "Answer",
    "Campaign",
    "CampaignMember",
    "RatedStatement",
    "RatingRequest",
    "Run",
    "RunTarget",
    "TalkSheet",
    "TalkSheetLine",
]
