"""What time does to campaigns: they open, follow their population, remind, close, are published. Each may run twice."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from activity.actions.notifications import mark_read
from competencies.queries.bank import bank_in_force
from core.outbox import publish
from learning.enums import CampaignState
from learning.events import CampaignClosed, CampaignGrew, CampaignOpened, CampaignRemindersDue
from learning.models import Campaign, CampaignMember
from learning.queries import campaigns as queries
from learning.rules.campaigns import SMALLEST, reminder_due
from people.models import Person

BATCH = 2000
KEPT = dt.timedelta(days=60)


def open_campaign(campaign: Campaign, *, at: dt.datetime) -> None:
    """Freeze what it measures with, write whom it invites. Inside the transaction that holds the row."""
    bank = bank_in_force()
    if bank is None:
        return
    campaign.bank, campaign.framework = bank, bank.framework
    campaign.opens_on = timezone.localdate(at)
    campaign.state, campaign.opened_at, campaign.scheduled_at = CampaignState.OPEN, at, None
    campaign.save()
    campaign.versions.set(queries.versions_to_freeze(campaign))
    follow_population(campaign, at=at)
    publish(CampaignOpened(campaign_id=campaign.pk, at=at))


def close_campaign(campaign: Campaign, *, at: dt.datetime) -> None:
    """Nobody is invited or reminded any more. Inside the transaction that holds the row."""
    campaign.state, campaign.closed_at = CampaignState.CLOSED, at
    campaign.save(update_fields=["state", "closed_at"])
    publish(CampaignClosed(campaign_id=campaign.pk, at=at))


def follow_population(campaign: Campaign, *, at: dt.datetime) -> int:
    """Who came is added, who went hears of it no more, who came back does again; returns how many came.

    What a person answered keeps the place and profile of the moment the diagnostic ended.
    """
    today = queries.population_of(campaign)
    members = CampaignMember.objects.filter(campaign=campaign)
    members.filter(left_at=None).exclude(person__in=today.values("pk")).update(left_at=at)
    members.exclude(left_at=None).filter(person__in=today.values("pk")).update(left_at=None)
    new = list(today.exclude(pk__in=members.values("person")).order_by("pk").values_list("pk", flat=True))
    CampaignMember.objects.bulk_create(
        [CampaignMember(campaign=campaign, person_id=pk, added_at=at) for pk in new], batch_size=BATCH, ignore_conflicts=True
    )
    return len(new)


def look_after_campaigns(*, at: dt.datetime) -> dict[str, int]:
    """Open what is programmed, close what is over, follow populations, remind; how many of each. Again: nothing more."""
    today = timezone.localdate(at)
    done: Counter[str] = Counter()
    waiting = Campaign.objects.filter(state=CampaignState.DRAFT, opens_on__lte=today).exclude(scheduled_at=None)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        done["opened"] += _open_due(pk, at)
    running = Campaign.objects.filter(state=CampaignState.OPEN)
    for pk in list(running.order_by("pk").values_list("pk", flat=True)):
        done.update(_look_after(pk, today, at))
    return dict(done)


@transaction.atomic
def _open_due(pk: int, at: dt.datetime) -> bool:
    """A population that has become too small waits as a plain draft: nothing of it could be published."""
    one = Campaign.objects.select_for_update().get(pk=pk)
    if one.state != CampaignState.DRAFT or one.scheduled_at is None:
        return False
    if bank_in_force() is None or queries.population_of(one).count() < SMALLEST:
        one.scheduled_at = None
        one.save(update_fields=["scheduled_at"])
        return False
    open_campaign(one, at=at)
    return True


@transaction.atomic
def _look_after(pk: int, today: dt.date, at: dt.datetime) -> dict[str, int]:
    one = Campaign.objects.select_for_update().get(pk=pk)
    if one.state != CampaignState.OPEN:
        return {}
    if one.closes_on < today:
        close_campaign(one, at=at)
        return {"closed": 1}
    came = follow_population(one, at=at)
    if came:
        publish(CampaignGrew(campaign_id=one.pk, at=at))
    due = {number for number in due_reminders(one, today).values() if number}
    for number in sorted(due):
        publish(CampaignRemindersDue(campaign_id=one.pk, number=number, at=at))
    return {"came": came, "reminders": len(due)}


def due_reminders(campaign: Campaign, today: dt.date) -> dict[int, int]:
    """By member's row, the reminder that is due today; for the system that sends it."""
    rows = queries.may_be_reminded(campaign).values_list("pk", "invited_at", "reminders")
    found = {}
    for pk, invited_at, sent in rows:
        invited_on = timezone.localdate(invited_at)
        found[pk] = reminder_due(today=today, invited_on=invited_on, closes_on=campaign.closes_on, sent=sent)
    return {pk: number for pk, number in found.items() if number}


@transaction.atomic
def take_invited(campaign: Campaign, *, at: dt.datetime) -> list[int]:
    """Ids of people who are invited now, for the first time."""
    rows = queries.to_invite(campaign).select_for_update(of=("self",))
    people = list(rows.order_by("pk").values_list("person", flat=True))
    CampaignMember.objects.filter(campaign=campaign, person__in=people).update(invited_at=at)
    return people


@transaction.atomic
def take_reminded(campaign: Campaign, number: int, *, at: dt.datetime) -> list[int]:
    """Ids of people whose reminder of that number leaves now."""
    due = due_reminders(campaign, timezone.localdate(at))
    rows = CampaignMember.objects.select_for_update().filter(pk__in=[pk for pk, wanted in due.items() if wanted == number])
    people = [row.person_id for row in rows.order_by("pk") if row.reminders < number]
    CampaignMember.objects.filter(campaign=campaign, person__in=people).update(reminders=number, reminded_at=at)
    return people


@transaction.atomic
def decline_invitation(*, by: Person, member: CampaignMember, at: dt.datetime) -> None:
    """No more invitation, no more reminder of this campaign; mails that were due are cancelled, nobody else is told. Again:
    nothing more."""
    CampaignMember.objects.filter(pk=member.pk, person=by, declined_at=None).update(declined_at=at)
    mark_read(person=by, target=member.campaign, at=at)


def remind_no_more(*, person: Person, campaign: Campaign) -> None:
    """Whoever took an answer away is not asked for another."""
    CampaignMember.objects.filter(campaign=campaign, person=person, reminders__lt=2).update(reminders=F("reminders") + 2)


def forget_invitations(at: dt.datetime, dry_run: bool) -> int:
    """Who was invited and reminded, two months after the campaign was over."""
    rows = CampaignMember.objects.filter(campaign__closed_at__lt=at - KEPT)
    count = rows.count()
    if not dry_run:
        rows.delete()
    return count
