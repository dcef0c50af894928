"""Who hears that something of a diagnostic is shared; the notice goes with the last share. Each handler may run twice."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from activity.actions.notifications import notify, withdraw
from core.events import subscribe
from learning.events import ItemsShared
from learning.queries import shares
from people.events import GrantEnded
from people.models import Grant


@subscribe(ItemsShared)
def tell_receiver(event: ItemsShared) -> None:
    grants = Grant.objects.filter(pk__in=event.grant_ids).select_related("person", "content_type").order_by("pk")
    first = next((grant for grant in grants if _is_open(grant, event.at)), None)
    if first is None:
        return
    sheet = shares.is_sheet(first)
    notify(
        kind="learning.sheet_shown" if sheet else "learning.items_shared",
        event_key=_key(first, event.at),
        recipients=[(event.grantee_id, "grantee")],
        actor=event.person_id,
        target=first.person,
        audience_id=None,
        url=reverse("learning:talk-sheet-detail", args=[first.object_id])
        if sheet
        else reverse("learning:shared-detail", args=[event.person_id]),
        at=event.at,
        data={"until": first.until.isoformat(), "count": len(event.grant_ids)},
    )


@subscribe(GrantEnded)
def take_notice_back(event: GrantEnded) -> None:
    """Nothing of that kind is open to the receiver any more: a notice would lead nowhere."""
    ended = Grant.objects.filter(pk=event.grant_id).select_related("content_type").first()
    if ended is None or not shares.is_ours(ended):
        return
    between = Grant.objects.filter(person=event.person_id, grantee=event.grantee_id, content_type=ended.content_type)
    if between.filter(revoked_at=None, until__gte=timezone.localdate(event.at)).exists():
        return
    for moment in between.values_list("created_at", flat=True).distinct():
        withdraw(event_key=_key(ended, moment))


def _key(grant: Grant, at: dt.datetime) -> str:
    """One notice for all that was shared in one press."""
    kind = "sheet" if shares.is_sheet(grant) else "items"
    return f"shared:{kind}:{grant.person_id}:{grant.grantee_id}:{at.timestamp():.0f}"


def _is_open(grant: Grant, at: dt.datetime) -> bool:
    return grant.revoked_at is None and grant.until >= timezone.localdate(at)
