"""Tables of the learning app, one noun per module."""

from learning.models.campaigns import Campaign, CampaignMember
from learning.models.ratings import PeerPool, RatedStatement, RatingRequest
from learning.models.runs import Answer, Run, RunTarget
from learning.models.talk_sheets import TalkSheet, TalkSheetLine

__all__ = [
    "Answer",
    "Campaign",
    "CampaignMember",
    "PeerPool",
    "RatedStatement",
    "RatingRequest",
    "Run",
    "RunTarget",
    "TalkSheet",
    "TalkSheetLine",
]
