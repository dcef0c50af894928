"""A file of attendance is carried out wholly or not at all, as it was checked."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from learning.actions import seats
from learning.actions.attendance import Noted, mark_attendance
from learning.models import Session
from learning.permissions.sessions import can_run
from learning.queries.attendance_imports import examine
from people.models import Person
from people.rules.imports.reports import Report


class NotAsChecked(Exception):
    """The file would do something else than the check said: nothing was done. `report` is what it would do now."""

    def __init__(self, report: Report) -> None:
        super().__init__("not as checked")
        self.report = report


@transaction.atomic
def carry_out(*, by: Person, session: Session, data: bytes, checked: Report, at: dt.datetime) -> int:
    """Returns how many enrolments changed; the same file again changes nothing.

    Raises PermissionDenied, UnreadableFile, NotAsChecked, EnrolmentRefused (not begun yet, cancelled).
    """
    one = seats.lock_session(session)
    if not can_run(by, one):
        raise PermissionDenied
    report, plan = examine(one, data)
    if report.counts["error"] or report.outline() != checked.outline():
        raise NotAsChecked(report)
    marks = {pk: Noted(came, outcome) for pk, (came, outcome) in plan.marks.items()}
    return mark_attendance(by=by, session=one, marks=marks, at=at)
