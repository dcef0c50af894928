"""Reads of the ledger: a person's own, and what people show."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Max, Q

from competencies.models import Competency, Evidence
from competencies.models.evidence import EvidenceQuerySet
from core.database import prepared
from people.enums import PersonStatus
from people.models import Person
from people.models.persons import PersonQuerySet


@dataclass
class Shown:
    """What a person shows of one competency: the highest level told (None: none told), its rows, the newest first."""

    competency: Competency
    level: int | None = None
    rows: list[Evidence] = field(default_factory=list)

    @property
    def newest(self) -> dt.date:
        return max(row.occurred_on for row in self.rows)


def latest_of_source(*, person: Person, competency: Competency, kind: str, source_key: str) -> Evidence | None:
    """The last row of the chain that one source began, withdrawn or not; None when the source recorded nothing."""
    rows = Evidence.objects.filter(person=person, competency=competency, kind=kind, source_key=source_key)
    return rows.filter(corrected_by=None).first()


def ledger_of(person: Person) -> EvidenceQuerySet:
    """The last row of every chain of a person, withdrawn ones too, newest first."""
    rows = Evidence.objects.filter(person=person, corrected_by=None).select_related("competency__group")
    return rows.order_by("-occurred_on", "-id")


def history_of(evidence: Evidence) -> list[Evidence]:
    """The rows that this one replaced, newest first; one query."""
    chain = Evidence.objects.filter(
        person=evidence.person_id, competency=evidence.competency_id, kind=evidence.kind, source_key=evidence.source_key
    )
    by_id = {row.pk: row for row in chain}
    rows, row = [], evidence
    while row.corrects_id is not None:
        row = by_id[row.corrects_id]
        rows.append(row)
    return rows


def grouped(rows: Iterable[Evidence]) -> list[Shown]:
    """Rows by competency, in the order of the framework."""
    found: dict[int, Shown] = {}
    for row in rows:
        shown = found.setdefault(row.competency_id, Shown(row.competency))
        shown.rows.append(row)
        if row.level is not None:
            shown.level = max(shown.level or 0, row.level)
    return sorted(found.values(), key=lambda shown: (shown.competency.order, shown.competency.code))


@prepared
def shown_by(person: Person) -> list[Shown]:
    """What the person shows to the network, by competency; one query."""
    rows = Evidence.objects.shown().filter(person=person, competency__retired_at=None)
    return grouped(rows.select_related("competency").order_by("-occurred_on", "-id"))


_OWN_LEVELS = """
SELECT row.competency_id, max(row.level) FROM competencies_evidence row
WHERE row.person_id = %s::bigint AND NOT row.withdrawn
  AND NOT EXISTS (SELECT 1 FROM competencies_evidence correction WHERE correction.corrects_id = row.id)
GROUP BY row.competency_id
"""


@prepared
def own_levels(person: Person) -> dict[int, int | None]:
    """The highest level that counts in one's own ledger, per competency id. In plain SQL: many pages ask."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN_LEVELS, [person.pk])
        return dict(cursor.fetchall())


def people_showing(competency: Competency) -> PersonQuerySet:
    """Active members who show this competency, with their highest level (`shown_level`) and newest date (`shown_on`)."""
    rows = Evidence.objects.shown().filter(competency=competency)
    return (
        Person.objects.active()
        .filter(evidence__in=rows)
        .annotate(shown_level=Max("evidence__level"), shown_on=Max("evidence__occurred_on"))
        .select_related("organisation", "assignment", "photo")
        .order_by("-shown_on", "sort_key", "id")
    )


def counts_by_competency(people: PersonQuerySet) -> dict[str, int]:
    """How many of these people show each competency, by code; two queries."""
    rows = Evidence.objects.shown().filter(person__in=people.order_by().values("pk"))
    counted = dict(rows.order_by().values_list("competency").annotate(people=Count("person", distinct=True)))
    codes = Competency.objects.filter(pk__in=counted, retired_at=None).values_list("code", "pk")
    return {code: counted[pk] for code, pk in codes}


def showing_any(people: PersonQuerySet, codes: Sequence[str]) -> PersonQuerySet:
    """Only people who show one of these competencies."""
    rows = Evidence.objects.shown().filter(competency__code__in=list(codes))
    return people.filter(pk__in=rows.values("person"))


def shown_codes(person_ids: Iterable[int]) -> dict[int, list[str]]:
    """Codes that each of these people shows; one query."""
    codes: dict[int, list[str]] = defaultdict(list)
    rows = Evidence.objects.shown().filter(person__in=list(person_ids)).values_list("person_id", "competency__code")
    for person_id, code in rows.distinct().order_by("competency__code"):
        codes[person_id].append(code)
    return codes


def shown_at_levels(levels: dict[int, int], *, but: Person) -> dict[int, Evidence]:
    """Of each competency (by id) the newest row of an active member, not `but`, who shows it at that level or above, the
    highest level first; one query."""
    wanted = Q()
    for competency_id, level in levels.items():
        wanted |= Q(competency=competency_id, level__gte=level)
    rows = Evidence.objects.shown().filter(wanted, person__status=PersonStatus.ACTIVE).exclude(person=but)
    rows = rows.select_related("person").only("competency", "level", "person__given_name", "person__family_name")
    rows = rows.order_by("competency_id", "-level", "-occurred_on", "-id").distinct("competency_id")
    return {row.competency_id: row for row in rows} if levels else {}
