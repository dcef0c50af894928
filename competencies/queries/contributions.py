"""Reads of who counts for what: for the publisher, and for the person's own export. Nobody else imports this."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from competencies.models import AuditMark, Contribution, Contributor, Figure, Snapshot
from competencies.rules.publishing.publisher import Taken
from competencies.rules.publishing.tables import CROSS, ORGANISATIONS, PROFILES, TEAMS, WHOLE, Cell, Member, Places
from people.models import Person

NO_TEAM = 0
Fingerprint = tuple[Any, ...]


@dataclass
class Counted:
    """What one snapshot counts: people by number, and what places and profiles were called."""

    taken: Taken
    places: Places
    profiles: dict[str, list[str]]
    teams: dict[str, str]


def rows_of(snapshot: Snapshot) -> "QuerySet[Contribution]":
    rows = Contribution.objects.filter(family=snapshot.family, occasion=snapshot.occasion)
    return rows if snapshot.organisation_id is None else rows.filter(organisation=snapshot.organisation_id)


def fingerprint(snapshot: Snapshot) -> Fingerprint:
    """Changes whenever a row that the snapshot counts comes, goes or changes; and when other figures are published."""
    told = rows_of(snapshot).aggregate(
        rows=Count("pk"),
        measures=Sum("measure"),
        newest=Max("recorded_at"),
        people=Sum("person"),
        places=Sum("organisation"),
    )
    last = Snapshot.objects.published().aggregate(last=Max("published_at"), count=Count("pk"))
    return (*told.values(), *last.values())


def people_without_number(snapshot: Snapshot) -> list[int]:
    """Who counts and has no audit number yet."""
    known = Contributor.objects.exclude(person=None).values("person")
    return list(rows_of(snapshot).exclude(person__in=known).values_list("person", flat=True).distinct())


def counted_in(snapshot: Snapshot) -> Counted:
    """Every contribution of the snapshot as a member of its cells, under the audit number. Four queries."""
    marks = dict(Contributor.objects.exclude(person=None).values_list("person", "pk"))
    members: dict[int, list[Member]] = defaultdict(list)
    present: dict[int, Member] = {}
    profiles: dict[str, list[str]] = {}
    rows = (
        rows_of(snapshot)
        .order_by("person", "competency")
        .values_list(
            "person", "competency", "organisation", "team", "profile", "profile_fr", "profile_en", "measure", "p_gap"
        )
    )
    for person, competency, place, team, profile, french, english, measure, p_gap in rows.iterator(chunk_size=5000):
        mark = marks[person]
        members[competency].append(Member(mark, place, team or NO_TEAM, profile, measure, p_gap))
        present.setdefault(mark, Member(mark, place, team or NO_TEAM, profile))
        profiles[profile] = [french, english]
    places, teams = _places(snapshot)
    places.add(present.values())
    for code in snapshot.names.get("asked", {}):
        profiles.setdefault(code, [code, code])
        places.profiles.add(code)
    return Counted(Taken(list(present.values()), dict(members)), places, profiles, teams)


def _places(snapshot: Snapshot) -> tuple[Places, dict[str, str]]:
    """Organisations and teams as the directory lists them today, with how many people work there: contributions count where
    one works, and a bound that counted employers would not bound them."""
    people = Person.objects.active().filter(organisation__covered=True)
    if snapshot.organisation_id is not None:
        people = Person.objects.active().working_in([snapshot.organisation_id])
    places, names = Places(), {}
    listed: Counter[int] = Counter()
    for employer, assigned, team, owner, name in people.values_list(
        "organisation", "assignment", "team", "team__organisation", "team__name"
    ):
        place = assigned or employer
        listed[place] += 1
        within = team if team is not None and owner == place else NO_TEAM
        places.teams[place].add(within)
        if within:
            names[str(within)] = name
    places.listed = dict(listed)
    return places, names


def published_before() -> list[Taken]:
    """Everything ever published, of every family and occasion, as the audit wants it. Two queries."""
    snapshots = list(Snapshot.objects.published().order_by("published_at", "pk").values_list("pk", flat=True))
    found = {pk: Taken([], defaultdict(list)) for pk in snapshots}
    marks = AuditMark.objects.filter(snapshot__in=snapshots).values_list(
        "snapshot", "contributor", "organisation_key", "team_key", "profile", "competencies", "measures"
    )
    for snapshot, mark, place, team, profile, competencies, measures in marks.iterator(chunk_size=2000):
        taken = found[snapshot]
        taken.present.append(Member(mark, place, team or NO_TEAM, profile))
        for competency, measure in zip(competencies, measures, strict=True):
            taken.members[competency].append(Member(mark, place, team or NO_TEAM, profile, measure))
    figures = Figure.objects.filter(snapshot__in=snapshots, hidden=False).values_list(
        "snapshot", "competency", "table", "organisation", "team", "profile"
    )
    for snapshot, competency, table, place, team, profile in figures:
        found[snapshot].shown.setdefault(competency, set()).add(cell_from(table, place, team, profile))
    return list(found.values())


def cell_from(table: str, place: int | None, team: int | None, profile: str) -> Cell:
    """The cell of the rules that a figure stands for."""
    rest: dict[str, tuple[Any, ...]] = {
        WHOLE: (),
        ORGANISATIONS: (place,),
        PROFILES: (profile,),
        TEAMS: (place, team or NO_TEAM),
        CROSS: (place, profile),
    }
    return (table, *rest[table])


def changed_people(family: str, occasion: str, last: Snapshot | None) -> int:
    """How many people came, left, moved or were measured again since the last published snapshot; all, without one."""
    now = _signatures(
        Contribution.objects.filter(family=family, occasion=occasion)
        .exclude(person=None)
        .values_list("person", "organisation", "team", "profile", "measure")
    )
    if last is None:
        return len(now)
    numbers = dict(Contributor.objects.exclude(person=None).values_list("pk", "person"))
    before: dict[int, frozenset[Any]] = {}
    for mark in AuditMark.objects.filter(snapshot=last):
        team = mark.team_key or None
        rows = ((mark.organisation_key, team, mark.profile, measure) for measure in mark.measures)
        before[numbers.get(mark.contributor_id) or -mark.contributor_id] = frozenset(rows)
    return sum(now.get(person) != before.get(person) for person in now.keys() | before.keys())


def _signatures(rows: Iterable[tuple[Any, ...]]) -> dict[int, frozenset[Any]]:
    found: dict[int, set[Any]] = defaultdict(set)
    for person, *rest in rows:
        found[person].add(tuple(rest))
    return {person: frozenset(one) for person, one in found.items()}


def own_contributions(person: Person) -> list[dict[str, Any]]:
    """What the person counts for now, and the published snapshots in which the person was counted; for the own export."""
    rows = Contribution.objects.filter(person=person).select_related("competency", "organisation").order_by("pk")
    now = [
        {
            "portrait": row.occasion,
            "publie_le": "",
            "competence": row.competency.code,
            "organisation": row.organisation.acronym,
            "profil": row.profile_fr,
            "niveau_attendu": row.target,
            "probabilite_d_ecart": round(row.p_gap, 4),
            "inscrite_le": row.recorded_at.isoformat(),
        }
        for row in rows
    ]
    marks = AuditMark.objects.filter(contributor__person=person).select_related("snapshot").order_by("pk")
    return now + [
        {
            "portrait": mark.snapshot.label_fr,
            "publie_le": mark.snapshot.published_at.isoformat() if mark.snapshot.published_at else "",
            "competence": f"{len(mark.competencies)} compétences",
            "organisation": "",
            "profil": mark.profile,
            "niveau_attendu": None,
            "probabilite_d_ecart": None,
            "inscrite_le": "",
        }
        for mark in marks
    ]
