"""What happened in learning, in the past tense. Ids only; private to the person: subscribers tell nobody else."""

from learning.events.campaigns import CampaignClosed, CampaignGrew, CampaignOpened
from learning.events.ratings import RatingAnswered, RatingAsked, RatingClosed, RatingDue
from learning.events.runs import RunDeleted, RunFinished, RunStarted

__all__ = [
    "CampaignClosed",
    "CampaignGrew",
    "CampaignOpened",
    "RatingAnswered",
    "RatingAsked",
    "RatingClosed",
    "RatingDue",
    "RunDeleted",
    "RunFinished",
    "RunStarted",
]
