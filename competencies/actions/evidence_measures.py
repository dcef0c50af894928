"""Evidence that somebody else vouched for, as a source of its own: examined evidence, results of courses, attestations.

Only for whoever is measured already: the ledger of a person without estimates stays a ledger.
"""

import datetime as dt

from django.db import transaction

from competencies.actions.estimates import Measured, forget_measurements, record_measurements
from competencies.enums import EvidenceKind, Source
from competencies.models import Evidence, Measurement
from competencies.rules.graded import Curve
from competencies.rules.sources import blurred, course_curve, reviewed_curve
from people.models import Person

SOURCES = {
    EvidenceKind.REVIEWED.value: Source.EVIDENCE,
    EvidenceKind.COURSE.value: Source.COURSE,
    EvidenceKind.CREDENTIAL.value: Source.COURSE,
}
NOON = dt.time(12)


def is_measured(person: Person) -> bool:
    """Whether a diagnostic measured the person: else evidence is not turned into levels."""
    return Measurement.objects.filter(person=person).exclude(source__in=set(SOURCES.values())).exists()


@transaction.atomic
def measure_evidence(*, person: Person, at: dt.datetime) -> int:
    """Bring the measurements in line with the ledger, both ways; returns how many changed. Run twice, it changes nothing."""
    if not is_measured(person):
        return 0
    rows = (
        Evidence.objects.current().filter(person=person, kind__in=SOURCES, level__isnull=False).select_related("competency")
    )
    wanted = {_key(row): row for row in rows}
    present = set(Measurement.objects.filter(person=person, source__in=set(SOURCES.values())).values_list("key", flat=True))
    for key in sorted(present - set(wanted)):
        forget_measurements(person=person, key=key, at=at)
    for key in sorted(set(wanted) - present):
        row = wanted[key]
        source = SOURCES[row.kind]
        record_measurements(
            person=person,
            key=key,
            slot=key,
            measured=[Measured(row.competency_id, source, blurred(_curve(row), source))],
            at=at,
            measured_at=dt.datetime.combine(row.occurred_on, NOON, tzinfo=at.tzinfo),
        )
    return len(present ^ set(wanted))


def _key(row: Evidence) -> str:
    """One key per statement of a source: correcting the note, or who sees it, keeps the key; another level does not."""
    first = Evidence.objects.filter(
        person=row.person_id, competency=row.competency_id, kind=row.kind, source_key=row.source_key, corrects=None
    )
    return f"evidence:{first.values_list('pk', flat=True).get()}:{row.level}:{row.occurred_on:%Y%m%d}"


def _curve(row: Evidence) -> Curve:
    assert row.level is not None
    return reviewed_curve(row.level) if row.kind == EvidenceKind.REVIEWED else course_curve(row.level, passed=True)
