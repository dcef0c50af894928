"""Campaigns of the demonstration: one portrait published, with hidden cells; one in the making; one campaign open."""

import pytest
from django.core.management import call_command

from competencies.enums import FigureTable, SnapshotState
from competencies.models import Contribution, Figure, Snapshot
from learning.enums import CampaignState
from learning.models import Campaign, CampaignMember

pytestmark = pytest.mark.django_db


def test_campaigns_are_told_once_and_published_for_real() -> None:
    call_command("demo_world", verbosity=0)
    call_command("demo_world", verbosity=0)

    assert Campaign.objects.count() == 3
    assert [one.state for one in Snapshot.objects.order_by("taken_at")] == [SnapshotState.PUBLISHED, SnapshotState.COMPUTING]
    opened = Campaign.objects.get(state=CampaignState.OPEN)
    assert opened.organisation is not None
    assert opened.organisation.acronym == "MTMD"
    assert CampaignMember.objects.filter(campaign=opened, invited_at=None).count() == 0
    _shown()
    # What a published campaign was made of is gone; the other's is still there to be counted.
    assert Contribution.objects.filter(occasion__startswith="campaign:").values("occasion").distinct().count() == 1


def _shown() -> None:
    """Most competencies are shown over the whole, some organisations are, and much is hidden, in every table."""
    figures = Figure.objects.exclude(competency=None)
    shown = {table: figures.filter(table=table, hidden=False).count() for table in FigureTable.values}
    hidden = {table: figures.filter(table=table, hidden=True).count() for table in FigureTable.values}
    assert shown["whole"] >= 20
    assert shown["organisations"] >= 20
    assert hidden["organisations"] >= 20
