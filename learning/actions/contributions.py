"""What a finished diagnostic gives to the one publisher of figures: in an open campaign, else in the network's totals.

Only a diagnostic against one's own profile counts: a profile one is curious about says nothing of a need.
"""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from competencies.actions.publishing import STANDING, Given, Standing, record_contributions, withdraw_contributions
from learning.enums import CampaignState, RunState, TargetKind
from learning.models import Campaign, Run, RunTarget
from people.models import Person


@transaction.atomic
def count_run(*, run: Run, at: dt.datetime) -> int:
    """What the run counts for now, in place of what was before; returns for how many competencies. Again: the same.

    In a campaign it counts until the last day, at the place and with the profile of the moment it ended; what ends or is
    corrected later changes nothing there.
    """
    occasion = _occasion(run)
    if occasion is None or run.version is None:
        return 0
    found = RunTarget.objects.filter(run=run).values_list("competency", "level", "chance")
    given = [Given(pk, level, min(max(1 - chance, 0.0), 1.0)) for pk, level, chance in found if chance is not None]
    profile = run.version.profile
    standing = Standing(profile.key, profile.name_fr, profile.name_en)
    return record_contributions(person=run.person, given=given, occasion=occasion, standing=standing, at=at)


@transaction.atomic
def uncount(*, person: Person, campaign: Campaign | None, at: dt.datetime) -> int:
    """Taken back or deleted: what is not published yet counts no more. In the network's totals the diagnostic before it
    counts again, if the person lets it; returns how many rows went."""
    if campaign is not None:
        return withdraw_contributions(person=person, occasion=campaign.key)
    gone = withdraw_contributions(person=person, occasion=STANDING)
    before = _counting(person).order_by("-finished_at", "-pk").first()
    if before is not None:
        count_run(run=before, at=at)
    return gone


def _occasion(run: Run) -> str | None:
    """Where it counts; None: nowhere."""
    if run.state != RunState.FINISHED or not run.counted or run.target_kind != TargetKind.MINE:
        return None
    if run.campaign is None:
        newest = _counting(run.person).order_by("-finished_at", "-pk").first()
        return STANDING if newest is not None and newest.pk == run.pk else None
    versions = run.campaign.versions.values_list("pk", flat=True)
    return run.campaign.key if run.campaign.state == CampaignState.OPEN and run.version_id in versions else None


def _counting(person: Person) -> QuerySet[Run]:
    """The person's diagnostics that may count in the network's totals."""
    rows = Run.objects.filter(person=person, campaign=None, counted=True, target_kind=TargetKind.MINE)
    return rows.filter(state=RunState.FINISHED).select_related("version__profile", "person", "campaign")
