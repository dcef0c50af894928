"""The ledger: a row is recorded, then corrected, withdrawn or put back by further rows; none is ever changed."""

import datetime as dt
from functools import partial

import pgtrigger
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.enums import EvidenceKind, EvidenceVisibility
from competencies.events import EvidenceCorrected, EvidenceRecorded, EvidenceWithdrawn
from competencies.models import Competency, Evidence
from competencies.permissions import can_change_evidence
from competencies.queries.evidence import latest_of_source
from core.outbox import publish
from people.models import Person

LEVELS = (1, 2, 3, 4)
MAX_NOTE = 300


class EvidenceRefused(Exception):
    """Nothing was written; the message is for the person, `field` names what to mend."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def record_evidence(
    *,
    person: Person,
    competency: Competency,
    level: int | None,
    kind: EvidenceKind | str,
    source_key: str,
    occurred_on: dt.date,
    at: dt.datetime,
    note: str = "",
    visibility: EvidenceVisibility | str = EvidenceVisibility.ME,
) -> Evidence:
    """Write one row and announce EvidenceRecorded. The same source is recorded once: again, the row in force comes back.

    Raises EvidenceRefused for a level outside 1 to 4, a date to come, a retired competency.
    """
    _check(level=level, occurred_on=occurred_on, at=at)
    find = partial(latest_of_source, person=person, competency=competency, kind=kind, source_key=source_key)
    if (known := find()) is not None:
        return known
    if competency.retired_at is not None:
        raise EvidenceRefused(_("Cette compétence n’est plus au référentiel. Choisissez-en une autre."), "competency")
    try:
        with transaction.atomic():
            evidence = Evidence.objects.create(
                person=person,
                competency=competency,
                level=level,
                kind=EvidenceKind(kind),
                source_key=source_key,
                occurred_on=occurred_on,
                note=note.strip()[:MAX_NOTE],
                visibility=EvidenceVisibility(visibility),
                recorded_at=at,
            )
            publish(_recorded(evidence, at))
    except IntegrityError:
        if (known := find()) is None:
            raise
        return known
    return evidence


def _recorded(evidence: Evidence, at: dt.datetime) -> EvidenceRecorded:
    return EvidenceRecorded(
        evidence_id=evidence.pk,
        person_id=evidence.person_id,
        competency_id=evidence.competency_id,
        level=evidence.level,
        kind=evidence.kind,
        source_key=evidence.source_key,
        visibility=evidence.visibility,
        at=at,
    )


def _check(*, level: int | None, occurred_on: dt.date, at: dt.datetime) -> None:
    if level is not None and level not in LEVELS:
        raise EvidenceRefused(_("Le niveau va de 1 à 4."), "level")
    if occurred_on > timezone.localdate(at):
        raise EvidenceRefused(_("Cette date est à venir. Indiquez quand cela a eu lieu."), "occurred_on")


@transaction.atomic
def correct_evidence(
    *,
    evidence: Evidence,
    by: Person,
    at: dt.datetime,
    level: int | None,
    occurred_on: dt.date,
    note: str,
    visibility: EvidenceVisibility | str,
) -> Evidence:
    """A row that takes the place of this one; the same row when nothing differs.

    Level and date of what another source recorded (a course, a review) stay as they are: only the note and the visibility
    change. Raises PermissionDenied, or EvidenceRefused when the row was corrected already.
    """
    if not evidence.is_declared:
        level, occurred_on = evidence.level, evidence.occurred_on
    _check(level=level, occurred_on=occurred_on, at=at)
    values = {
        "level": level,
        "occurred_on": occurred_on,
        "note": note.strip()[:MAX_NOTE],
        "visibility": EvidenceVisibility(visibility),
        "withdrawn": False,
    }
    if not evidence.withdrawn and all(getattr(evidence, name) == value for name, value in values.items()):
        return _unchanged(evidence, by)
    row = _replace(evidence, by=by, at=at, **values)
    publish(
        EvidenceCorrected(
            evidence_id=row.pk,
            corrected_id=evidence.pk,
            person_id=row.person_id,
            competency_id=row.competency_id,
            at=at,
        )
    )
    return row


def _unchanged(evidence: Evidence, by: Person) -> Evidence:
    if not can_change_evidence(by, evidence):
        raise PermissionDenied
    return evidence


@transaction.atomic
def show_evidence(*, evidence: Evidence, by: Person, at: dt.datetime, visibility: EvidenceVisibility | str) -> Evidence:
    """Show the row on the profile, or keep it to oneself: a correction of the visibility alone."""
    return correct_evidence(
        evidence=evidence,
        by=by,
        at=at,
        level=evidence.level,
        occurred_on=evidence.occurred_on,
        note=evidence.note,
        visibility=visibility,
    )


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: Person, at: dt.datetime) -> Evidence:
    """A row that says that this one no longer counts; nobody else sees either. Withdrawing twice changes nothing."""
    if evidence.withdrawn:
        return _unchanged(evidence, by)
    row = _replace(
        evidence,
        by=by,
        at=at,
        level=evidence.level,
        occurred_on=evidence.occurred_on,
        note=evidence.note,
        visibility=EvidenceVisibility.ME,
        withdrawn=True,
    )
    publish(
        EvidenceWithdrawn(
            evidence_id=row.pk,
            corrected_id=evidence.pk,
            person_id=row.person_id,
            competency_id=row.competency_id,
            at=at,
        )
    )
    return row


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: Person, at: dt.datetime) -> Evidence:
    """Take a withdrawal back: the evidence counts again, kept to oneself until it is shown anew."""
    if not evidence.withdrawn:
        return _unchanged(evidence, by)
    return show_evidence(evidence=evidence, by=by, at=at, visibility=EvidenceVisibility.ME)


def _replace(evidence: Evidence, *, by: Person, at: dt.datetime, **values: object) -> Evidence:
    """The next row of a chain. The unique tie to the corrected row lets one correction in, however many come at once."""
    if not can_change_evidence(by, evidence):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return Evidence.objects.create(
                person_id=evidence.person_id,
                competency_id=evidence.competency_id,
                kind=evidence.kind,
                source_key=evidence.source_key,
                corrects=evidence,
                recorded_at=at,
                **values,
            )
    except IntegrityError as error:
        raise EvidenceRefused(_("Cette preuve a changé depuis que vous avez ouvert la page. Rechargez-la.")) from error


@transaction.atomic
def erase_evidence(*, person: Person) -> int:
    """Take the person's whole ledger away; returns how many rows. The one way past the trigger, for an erasure alone."""
    with pgtrigger.ignore("competencies.Evidence:append_only"):
        rows = Evidence.objects.filter(person=person)
        count = rows.count()
        rows.delete()
    return count
