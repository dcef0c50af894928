"""The one door by which figures about groups of people leave: contributions come in, snapshots go out, frozen.

A request records contributions and asks for a snapshot; a worker computes and publishes it (tasks/publishing.py). Everything
may be called twice, and a worker may die at any line: nothing is half published.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from competencies.enums import FigureFamily, SnapshotState
from competencies.events import FiguresPublished, SnapshotAsked
from competencies.models import AuditMark, Contribution, Contributor, Figure, Snapshot
from competencies.permissions import can_publish_figures
from competencies.queries import contributions, figures
from competencies.rules.publishing import VERSION
from competencies.rules.publishing.publisher import Decision, decide_all
from core.outbox import publish
from people.models import Organisation, Person

STANDING = "standing"
CHANGED = 10
HELD_FOR = 120
ATTEMPTS = 5
Occasion = str
Decisions = Mapping[int | None, Decision]


@dataclass(frozen=True)
class Given:
    """What a person gives to one competency: the level aimed at, and the probability of being under it."""

    competency_id: int
    target: int
    p_gap: float


@dataclass(frozen=True)
class Standing:
    """Where the person stood at that moment: the profile by its code, with its names of then."""

    profile: str = ""
    profile_fr: str = ""
    profile_en: str = ""


@transaction.atomic
def record_contributions(
    *,
    person: Person,
    given: Iterable[Given],
    occasion: Occasion,
    at: dt.datetime,
    standing: Standing | None = None,
    family: FigureFamily | str = FigureFamily.NEEDS,
) -> int:
    """What the person now counts for, in place of what was before in this family and occasion; returns how many
    competencies.

    The same values again change nothing. Place and team are those of today. Nothing is announced: nobody is to know.
    """
    standing = standing or Standing()
    wanted = {one.competency_id: one for one in given}
    rows = Contribution.objects.select_for_update().filter(family=family, occasion=occasion, person=person)
    known = {row.competency_id: row for row in rows}
    at_work = person.assignment_id or person.organisation_id
    place = {
        "organisation_id": at_work,
        "team_id": person.team_id if person.team is not None and person.team.organisation_id == at_work else None,
        "profile": standing.profile,
        "profile_fr": standing.profile_fr,
        "profile_en": standing.profile_en,
    }
    fresh = [
        Contribution(
            family=family,
            occasion=occasion,
            person=person,
            competency_id=key,
            target=one.target,
            p_gap=one.p_gap,
            measure=_measure(known.get(key), one),
            recorded_at=at,
            **place,
        )
        for key, one in wanted.items()
    ]
    rows.exclude(competency__in=wanted).delete()
    fields = ["target", "p_gap", "measure", "recorded_at", "organisation", "team", "profile", "profile_fr", "profile_en"]
    Contribution.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["family", "occasion", "person", "competency"],
        update_fields=fields,
    )
    return len(fresh)


def _measure(known: Contribution | None, one: Given) -> int:
    if known is not None and (known.target, known.p_gap) == (one.target, one.p_gap):
        return known.measure
    return secrets.randbits(62)


@transaction.atomic
def withdraw_contributions(*, person: Person, family: str = "", occasion: Occasion = "") -> int:
    """The person counts no more from now on; what is published stays, where nobody can be told apart. Returns how many
    rows."""
    rows = Contribution.objects.filter(person=person)
    if family:
        rows = rows.filter(family=family)
    if occasion:
        rows = rows.filter(occasion=occasion)
    return rows.delete()[0]


@transaction.atomic
def erase_contributions(*, person: Person) -> int:
    """For an erasure: no row of theirs, and no name on the audit number."""
    count = withdraw_contributions(person=person)
    return count + Contributor.objects.filter(person=person).update(person=None)


@transaction.atomic
def take_snapshot(
    *,
    occasion: Occasion,
    label_fr: str,
    label_en: str = "",
    at: dt.datetime,
    by: Person | None = None,
    organisation: Organisation | None = None,
    asked: Mapping[str, Iterable[int]] | None = None,
    family: FigureFamily | str = FigureFamily.NEEDS,
) -> Snapshot | None:
    """Ask for a snapshot; the one that is under way or published already, if there is one. A worker does the rest.

    A campaign is published once. `standing` is published again once ten people changed: None before. `asked`: the ids of
    the competencies that each profile (by code) is asked for, so that a profile without anybody is protected as well.
    `by` empty: the system itself, at the end of a campaign. Raises PermissionDenied.
    """
    if by is not None and not can_publish_figures(by, organisation.pk if organisation else None):
        raise PermissionDenied
    same = Snapshot.objects.filter(family=family, occasion=occasion, organisation=organisation)
    again = (SnapshotState.COMPUTING,) if occasion == STANDING else tuple(SnapshotState)
    known = same.filter(state__in=again).order_by("-pk").first()
    if known is not None:
        return known
    published = Snapshot.objects.published().filter(family=family, organisation=organisation).order_by("-published_at")
    previous = published.first()
    if occasion == STANDING:
        last = published.filter(occasion=occasion).first()
        if contributions.changed_people(family, occasion, last) < CHANGED:
            return None
    names = {"asked": {code: sorted(ids) for code, ids in (asked or {}).items()}}
    snapshot = Snapshot.objects.create(
        family=family,
        occasion=occasion,
        label_fr=label_fr,
        label_en=label_en,
        organisation=organisation,
        taken_at=at,
        previous=previous,
        rules=VERSION,
        names=names,
    )
    publish(SnapshotAsked(snapshot_id=snapshot.pk, at=at))
    return snapshot


def compute_snapshot(*, snapshot_id: int, at: dt.datetime) -> bool:
    """Decide, round and publish; True when this call did. Run again, it does nothing more; killed, the next begins anew."""
    if not cache.add(_hold(snapshot_id), 1, HELD_FOR):
        return False
    try:
        for _attempt in range(ATTEMPTS):
            snapshot = Snapshot.objects.filter(pk=snapshot_id, state=SnapshotState.COMPUTING).first()
            if snapshot is None:
                return False
            _number_people(snapshot)
            seen = contributions.fingerprint(snapshot)
            counted = contributions.counted_in(snapshot)
            decisions = decide_all(
                counted.taken,
                counted.places,
                contributions.published_before(),
                {code: set(ids) for code, ids in snapshot.names.get("asked", {}).items()},
                _progress(snapshot_id),
            )
            if _publish(snapshot_id, seen, counted, decisions, at):
                return True
        return False
    finally:
        cache.delete(_hold(snapshot_id))


def _hold(snapshot_id: int) -> str:
    return f"competencies:snapshot:{snapshot_id}"


def _progress(snapshot_id: int) -> Callable[[int, int], None]:
    """Kept for whoever watches; holds the snapshot a while longer."""

    def report(done: int, total: int) -> None:
        cache.set(_hold(snapshot_id), 1, HELD_FOR)
        Snapshot.objects.filter(pk=snapshot_id, state=SnapshotState.COMPUTING).update(progress=90 * done // total)

    return report


def _number_people(snapshot: Snapshot) -> None:
    """An audit number for who counts for the first time. Shuffled: numbers tell no order of arrival."""
    people = contributions.people_without_number(snapshot)
    secrets.SystemRandom().shuffle(people)
    Contributor.objects.bulk_create([Contributor(person_id=person) for person in people], ignore_conflicts=True)


@transaction.atomic
def _publish(
    snapshot_id: int, seen: contributions.Fingerprint, counted: contributions.Counted, decisions: Decisions, at: dt.datetime
) -> bool:
    """Write all of it, or nothing when somebody came or left meanwhile, or other figures were published."""
    with connection.cursor() as cursor:
        # Publications follow each other: each is audited against all that stand.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('competencies.publishing'))")
    snapshot = Snapshot.objects.select_for_update().get(pk=snapshot_id)
    if snapshot.state != SnapshotState.COMPUTING:
        return True
    if contributions.fingerprint(snapshot) != seen:
        return False
    snapshot.names = {**snapshot.names, "profiles": counted.profiles, "teams": counted.teams}
    snapshot.progress = 100
    if any(decision.shown for decision in decisions.values()):
        Figure.objects.bulk_create(figures.rows_of(snapshot, counted, decisions), batch_size=2000)
        AuditMark.objects.bulk_create(figures.marks_of(snapshot, counted), batch_size=2000)
        snapshot.state, snapshot.published_at = SnapshotState.PUBLISHED, at
        publish(
            FiguresPublished(
                snapshot_id=snapshot.pk,
                family=snapshot.family,
                occasion=snapshot.occasion,
                organisation_id=snapshot.organisation_id,
                at=at,
            )
        )
    else:
        snapshot.state = SnapshotState.NOTHING
    snapshot.save(update_fields=["names", "progress", "state", "published_at"])
    if snapshot.occasion != STANDING:
        contributions.rows_of(snapshot).delete()
    return True
