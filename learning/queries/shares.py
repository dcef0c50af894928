"""Items of a result and talk sheets that members let each other see: what is given, what is received, who looked.

A share is a grant (people.models.Grant) on one estimate or one talk sheet. Everything read here for a receiver goes through
`shared_with` of competencies.queries.estimates and of learning.queries.talk_sheets.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from competencies.models import Estimate
from competencies.queries.estimates import shared_with
from learning.models import TalkSheet
from learning.queries.talk_sheets import shared_with as sheets_shared_with
from people.models import AccessEntry, Grant, Person
from people.queries.grants import in_force


@dataclass(frozen=True)
class Given:
    """A grant with how often, and when last, its receiver looked."""

    grant: Grant
    looks: int
    last: dt.datetime | None
    ended: bool


def is_sheet(grant: Grant) -> bool:
    """A talk sheet, not an item of a result."""
    return grant.content_type == ContentType.objects.get_for_model(TalkSheet)


def is_ours(grant: Grant) -> bool:
    """A share of a diagnostic, whatever else members let each other see."""
    return grant.content_type in _kinds()


def _kinds() -> list[ContentType]:
    return [ContentType.objects.get_for_model(model) for model in (Estimate, TalkSheet)]


def own(person: Person) -> QuerySet[Grant]:
    """Grants that the person gave on a result or a talk sheet, ended ones too."""
    rows = Grant.objects.filter(person=person, content_type__in=_kinds())
    return rows.select_related("grantee__organisation", "content_type")


def count_in_force(person: Person, at: dt.datetime) -> int:
    return own(person).filter(revoked_at=None, until__gte=timezone.localdate(at)).count()


def of_estimate(person: Person, estimate: Estimate, at: dt.datetime) -> list[Given]:
    """Shares in force of one item of one's own result."""
    kind = ContentType.objects.get_for_model(Estimate)
    rows = own(person).filter(content_type=kind, object_id=estimate.pk, revoked_at=None, until__gte=timezone.localdate(at))
    return with_looks(person, rows.order_by("-created_at", "-id"), at)


def of_sheet(person: Person, sheet: TalkSheet, at: dt.datetime) -> list[Given]:
    """Shares in force of one's own talk sheet."""
    kind = ContentType.objects.get_for_model(TalkSheet)
    rows = own(person).filter(content_type=kind, object_id=sheet.pk, revoked_at=None, until__gte=timezone.localdate(at))
    return with_looks(person, rows.order_by("-created_at", "-id"), at)


def with_looks(person: Person, grants: Iterable[Grant], at: dt.datetime) -> list[Given]:
    """Who looked at what was granted, from the access log; one query for all."""
    found = list(grants)
    looked: dict[tuple[int | None, str], list[dt.datetime]] = {}
    asked = Q()
    for grant in found:
        asked |= Q(viewer=grant.grantee_id, what=grant.label)
    if found:
        entries = AccessEntry.objects.filter(asked, person=person).order_by("at").values_list("viewer", "what", "at")
        for viewer, what, when in entries:
            looked.setdefault((viewer, what), []).append(when)
    today = timezone.localdate(at)
    return [_given(grant, looked.get((grant.grantee_id, grant.label), []), today) for grant in found]


def _given(grant: Grant, moments: Sequence[dt.datetime], today: dt.date) -> Given:
    since = [moment for moment in moments if moment >= grant.created_at]
    ended = grant.revoked_at is not None or grant.until < today
    return Given(grant, len(since), since[-1] if since else None, ended)


@dataclass(frozen=True)
class Received:
    """Somebody who shares with the viewer: how many items of a result, which talk sheets, until when at the latest."""

    person: Person
    items: int
    sheets: list[TalkSheet]
    until: dt.date


def received_by(viewer: Person, at: dt.datetime) -> list[Received]:
    """Who lets the viewer see something today, by name. What a rule closes since (line of management, role, switched off)
    does not count. The same number of queries for any number of people."""
    items, sheets = list(shared_with(viewer, at).values_list("person", "pk")), list(sheets_shared_with(viewer, at))
    open_rows = {(person_id, pk) for person_id, pk in items} | {(sheet.person_id, -sheet.pk) for sheet in sheets}
    givers: dict[int, list[Grant]] = {}
    grants = in_force(timezone.localdate(at)).filter(grantee=viewer, content_type__in=_kinds())
    for grant in grants.select_related("person__organisation", "content_type"):
        number = grant.object_id if grant.content_type.model == "estimate" else -grant.object_id
        if (grant.person_id, number) in open_rows:
            givers.setdefault(grant.person_id, []).append(grant)
    found = [
        Received(
            person=given[0].person,
            items=sum(1 for person_id, _pk in items if person_id == giver),
            sheets=[sheet for sheet in sheets if sheet.person_id == giver],
            until=max(grant.until for grant in given),
        )
        for giver, given in givers.items()
    ]
    return sorted(found, key=lambda one: one.person.sort_key)


@dataclass(frozen=True)
class SharedItem:
    """One item as its receiver sees it: the estimate, and until when."""

    estimate: Estimate
    label: str
    until: dt.date


def items_from(viewer: Person, giver: Person, at: dt.datetime) -> list[SharedItem]:
    """What `giver` lets `viewer` see, in the order of the framework; empty when nothing."""
    rows = {row.pk: row for row in shared_with(viewer, at).filter(person=giver)}
    kind = ContentType.objects.get_for_model(Estimate)
    grants = in_force(timezone.localdate(at)).filter(grantee=viewer, person=giver, content_type=kind, object_id__in=rows)
    found = [SharedItem(rows[grant.object_id], grant.label, grant.until) for grant in grants]
    return sorted(found, key=lambda one: (one.estimate.competency.order, one.estimate.competency.code))
